import { docker } from '../docker-api.ts';
import { identifyByAuthServer } from '../people.ts';
import { type Route, serve } from '../router.ts';

const { DEMO_OWNER = '', NETWORK = '', RESOURCE_PREFIX = '', SERVICE_IMAGE = '' } = process.env;
const labels = { 'holdfast.demo': DEMO_OWNER };

/** Makes and removes the volumes and containers of services through Docker's socket. They stand in no compose file. */
export async function start(): Promise<void> {
  await bringToThisVersion();
  await serve(routes, identifyByAuthServer);
}

type Container = { Id: string; Names: string[]; Image: string; State: string; Mounts: { Name?: string }[] };

const routes: Route[] = [
  { method: 'GET', path: /^\/api\/containers$/, needs: 'containers.read', handle: listContainers },
  { method: 'GET', path: /^\/api\/volumes$/, needs: 'containers.read', handle: listVolumes },
  { method: 'POST', path: /^\/internal\/resources\/([a-z0-9]+)$/, handle: ({ params }) => make(String(params[0])) },
  { method: 'DELETE', path: /^\/internal\/resources\/([a-z0-9]+)$/, handle: ({ params }) => remove(String(params[0])) },
];

const volumeOf = (id: string) => `${RESOURCE_PREFIX}${id}-data`;
const containerOf = (id: string) => `${RESOURCE_PREFIX}${id}-runtime`;

function find(filters: Record<string, string[]>): Promise<Container[]> {
  return docker('GET', `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify(filters))}`);
}

async function listContainers(): Promise<unknown> {
  const containers = await find({ network: [NETWORK] });
  return containers.map(({ Names, Image, State }) => ({ name: Names[0]?.slice(1), image: Image, state: State }));
}

async function listVolumes(): Promise<unknown> {
  const containers = await find({ network: [NETWORK] });
  const names = containers.flatMap(({ Mounts }) =>
    Mounts.map((mount) => mount.Name).filter((name) => name !== undefined),
  );
  return [...new Set(names)].sort();
}

/** Does nothing where they are there already. */
async function make(id: string): Promise<void> {
  await docker('POST', '/volumes/create', { Name: volumeOf(id), Labels: labels });
  const spec = {
    Image: SERVICE_IMAGE,
    Cmd: ['service', id],
    Labels: { ...labels, 'holdfast.demo.service': id },
    HostConfig: {
      Mounts: [{ Type: 'volume', Source: volumeOf(id), Target: '/data' }],
      NetworkMode: NETWORK,
      RestartPolicy: { Name: 'unless-stopped' },
    },
  };
  await docker('POST', `/containers/create?name=${containerOf(id)}`, spec, [409]);
  await docker('POST', `/containers/${containerOf(id)}/start`, undefined, [304]);
}

async function remove(id: string): Promise<void> {
  await docker('DELETE', `/containers/${containerOf(id)}?force=1`, undefined, [404]);
  await docker('DELETE', `/volumes/${volumeOf(id)}`, undefined, [404]);
}

/** After an upgrade, services' containers run in the new version too. */
async function bringToThisVersion(): Promise<void> {
  const found = await find({ network: [NETWORK], label: [`holdfast.demo=${DEMO_OWNER}`, 'holdfast.demo.service'] });
  for (const { Id, Image } of found.filter((each) => each.Image !== SERVICE_IMAGE)) {
    const { Config } = await docker<{ Config: { Labels: Record<string, string> } }>('GET', `/containers/${Id}/json`);
    console.log(`A service's container of ${Image} is made anew.`);
    await docker('DELETE', `/containers/${Id}?force=1`);
    await make(String(Config.Labels['holdfast.demo.service']));
  }
}
