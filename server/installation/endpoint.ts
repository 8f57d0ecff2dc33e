import type Dockerode from 'dockerode';
import { type Docker, endpointOf, isConnectionLost, isNotFound, ownContainerId, unreachable } from '../docker/index.ts';
import { labels } from '../docker/own-container.ts';

/** A container as Docker describes it, reduced to what discovery asks. */
export type SeenContainer = {
  id: string;
  name: string;
  image: string;
  labels: Record<string, string>;
  env: Record<string, string>;
  /** Entry point and arguments as they run. */
  command: string[];
  exposedPorts: string[];
  running: boolean;
  paused: boolean;
  startedAt: string | null;
  /** Ids. */
  networks: string[];
  /** Id of the container whose network namespace it shares. */
  networkOf: string | null;
  mounts: SeenMount[];
};

export type SeenMount = { type: string; name: string | null; source: string; target: string; readOnly: boolean };

export type SeenVolume = {
  name: string;
  driver: string;
  options: Record<string, string>;
  labels: Record<string, string>;
  createdAt: string;
  mountpoint: string;
};

export type SeenNetwork = { id: string; name: string; labels: Record<string, string> };

/** Everything on a Docker endpoint at one moment, Holdfast's own containers apart. */
export type Endpoint = {
  address: string;
  containers: SeenContainer[];
  volumes: SeenVolume[];
  networks: SeenNetwork[];
  /** The container this dashboard runs in, with its mounts: never part of an installation. */
  self: SeenContainer | null;
};

/**
 * Looks at the endpoint. What disappears while we look is left out.
 * @throws `docker.unreachable`.
 */
export async function lookAt(docker: Docker): Promise<Endpoint> {
  try {
    const [listed, volumes, networks, selfId] = await Promise.all([
      docker.listContainers({ all: true }),
      docker.listVolumes(),
      docker.listNetworks(),
      ownContainerId(docker),
    ]);
    const wanted = listed.filter(({ Labels }) => Labels[labels.helper] === undefined);
    const inspected = await Promise.all(wanted.map(({ Id }) => inspectIfThere(docker, Id)));
    const containers = inspected.flatMap((info) => (info ? [seenContainer(info)] : []));
    return {
      address: endpointOf(docker),
      containers: containers.filter(({ id }) => id !== selfId).sort(byName),
      volumes: volumes.Volumes.map(seenVolume).sort(byName),
      networks: networks.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} })),
      self: containers.find(({ id }) => id === selfId) ?? null,
    };
  } catch (error) {
    throw isConnectionLost(error) ? unreachable(docker, error) : error;
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

async function inspectIfThere(docker: Docker, id: string): Promise<Dockerode.ContainerInspectInfo | null> {
  try {
    return await docker.getContainer(id).inspect();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function seenContainer(info: Dockerode.ContainerInspectInfo): SeenContainer {
  const started = Date.parse(info.State.StartedAt);
  return {
    id: info.Id,
    name: info.Name.replace(/^\//, ''),
    image: info.Config.Image,
    labels: info.Config.Labels ?? {},
    env: Object.fromEntries((info.Config.Env ?? []).map(splitAtFirstEquals)),
    command: [info.Path, ...info.Args],
    exposedPorts: Object.keys(info.Config.ExposedPorts ?? {}),
    running: info.State.Running,
    paused: info.State.Paused,
    // Docker says year 1 for a container that never ran.
    startedAt: started > 0 ? new Date(started).toISOString() : null,
    networks: Object.values(info.NetworkSettings.Networks ?? {}).map(({ NetworkID }) => NetworkID),
    networkOf: /^container:(.+)$/.exec(info.HostConfig.NetworkMode ?? '')?.[1] ?? null,
    mounts: info.Mounts.map((mount) => ({
      type: mount.Type,
      name: mount.Name ?? null,
      source: mount.Source,
      target: mount.Destination,
      readOnly: !mount.RW,
    })),
  };
}

function splitAtFirstEquals(text: string): [string, string] {
  const at = text.indexOf('=');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function seenVolume(info: Dockerode.VolumeInspectInfo & { CreatedAt?: string }): SeenVolume {
  return {
    name: info.Name,
    driver: info.Driver,
    options: info.Options ?? {},
    labels: info.Labels ?? {},
    createdAt: info.CreatedAt ?? '',
    mountpoint: info.Mountpoint,
  };
}
