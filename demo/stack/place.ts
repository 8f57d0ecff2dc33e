import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Docker } from '../../server/docker/connect.ts';
import { demoLabel } from '../clone.ts';
import { freePort } from '../ports.ts';
import { firstFree, subnetsOfRoutes } from './subnet.ts';

/** Where a stack stands on this machine. */
export type Place = { project: string; subnet: string; httpPort: number; httpsPort: number; mqttPort: number };

type Wanted = Omit<Place, 'project' | 'subnet'>;

const composeProject = 'com.docker.compose.project';
const anyPorts: Wanted = { httpPort: 0, httpsPort: 0, mqttPort: 0 };
const usualPorts: Wanted = { httpPort: 8080, httpsPort: 8443, mqttPort: 1883 };

/** The place of the stack that carries this label already; null when there is none. */
export async function placeOf(docker: Docker, owner: string): Promise<Place | null> {
  const filters = { label: [`${demoLabel}=${owner}`, composeProject] };
  const containers = await docker.listContainers({ all: true, filters });
  const networks = await docker.listNetworks({ filters: { label: [`${demoLabel}=${owner}`] } });
  const ingress = containers.find((each) => each.Labels['com.docker.compose.service'] === 'connectware');
  const broker = containers.find((each) => each.Labels['com.docker.compose.service'] === 'broker');
  const subnet = networks[0]?.IPAM?.Config?.[0]?.Subnet;
  if (!ingress || !broker || !subnet) return null;
  return {
    project: String(ingress.Labels[composeProject]),
    subnet,
    httpPort: await publishedPort(docker, ingress.Id, '80/tcp'),
    httpsPort: await publishedPort(docker, ingress.Id, '443/tcp'),
    mqttPort: await publishedPort(docker, broker.Id, '1883/tcp'),
  };
}

/** The demo's own place: Connectware's usual one, unless somebody else has it; says so then. */
export async function choosePlace(docker: Docker, owner: string, say: (text: string) => void): Promise<Place> {
  const taken = await projectsOfOthers(docker, owner);
  const project = ['connectware', 'connectware-demo', `connectware-demo-${owner.slice(0, 6)}`].find(
    (name) => !taken.has(name),
  );
  if (!project) throw new Error('All of the demo’s project names are taken on this Docker.');
  const place = await placeFor(docker, project, { ports: usualPorts, owner });
  if (project !== 'connectware')
    say(`A project "connectware" is there that is not this demo's: the demo is "${project}".`);
  if (place.subnet !== '172.30.0.0/24') say(`The subnet 172.30.0.0/24 is taken: the demo uses ${place.subnet}.`);
  for (const key of ['httpPort', 'httpsPort', 'mqttPort'] as const) {
    if (place[key] !== usualPorts[key]) say(`Port ${usualPorts[key]} is taken: the demo uses ${place[key]}.`);
  }
  return place;
}

/** A place with ports and a subnet that nobody has; where the owner's network is still there, its subnet. */
export async function placeFor(docker: Docker, project: string, { ports = anyPorts, owner = '' } = {}): Promise<Place> {
  const networks = await docker.listNetworks();
  const left = networks.find((each) => each.Name === `${project}_cybus` && each.Labels?.[demoLabel] === owner);
  const taken = networks.flatMap((network) => network.IPAM?.Config?.map((config) => config.Subnet ?? '') ?? []);
  taken.push(...subnetsOfRoutes(readFileSync('/proc/net/route', 'utf8')));
  const wanted = project === 'connectware' ? ['172.30.0.0/24', ...othersInAnyOrder()] : othersInAnyOrder();
  const subnet = left?.IPAM?.Config?.[0]?.Subnet ?? firstFree(wanted, taken);
  if (!subnet) throw new Error('No subnet is free for the demo’s network.');
  return {
    project,
    subnet,
    httpPort: await freePort(ports.httpPort),
    httpsPort: await freePort(ports.httpsPort),
    mqttPort: await freePort(ports.mqttPort),
  };
}

/**
 * Chooses places until one is still free when it is used: of two that look at the same moment, one comes too late.
 * @param use must leave nothing behind when it fails.
 */
export async function inFreePlace<T>(choose: () => Promise<Place>, use: (place: Place) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await use(await choose());
    } catch (error) {
      if (attempt === 5 || !takenMeanwhile.test(String(error))) throw error;
    }
  }
}

/** As Docker says it of a subnet, of a port that a container has, and of one that another program has. */
const takenMeanwhile = /Pool overlaps with other one|port is already allocated|address already in use/;

/** Two stacks that look for a place at the same moment should seldom find the same one. */
function othersInAnyOrder(): string[] {
  const start = randomInt(200);
  return Array.from({ length: 200 }, (_, index) => `10.213.${((start + index) % 200) + 1}.0/24`);
}

async function projectsOfOthers(docker: Docker, owner: string): Promise<Set<string>> {
  const foreign = (labels: Record<string, string> | undefined) => labels?.[demoLabel] !== owner;
  const containers = (await docker.listContainers({ all: true })).filter((each) => foreign(each.Labels));
  const { Volumes } = await docker.listVolumes();
  const volumes = (Volumes ?? []).filter((each) => foreign(each.Labels));
  const networks = (await docker.listNetworks()).filter((each) => foreign(each.Labels));
  const labelled = [...containers, ...volumes, ...networks].map((each) => each.Labels?.[composeProject]);
  // A volume that was made by hand for a project bears its name only.
  const named = volumes.some((each) => /^connectware_/.test(each.Name)) ? ['connectware'] : [];
  return new Set([...labelled, ...named].filter((name) => name !== undefined));
}

async function publishedPort(docker: Docker, container: string, inside: string): Promise<number> {
  const { HostConfig } = await docker.getContainer(container).inspect();
  const bindings = HostConfig.PortBindings as Record<string, { HostPort: string }[]> | null;
  return Number(bindings?.[inside]?.[0]?.HostPort ?? 0);
}
