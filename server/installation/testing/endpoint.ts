import type { Docker } from '../../docker/index.ts';
import type { Endpoint, SeenContainer, SeenVolume } from '../endpoint.ts';

/** Builders for what Docker shows of a Connectware-shaped stack, so that a test names only what it is about. */

type Mounted = { volume?: string; bind?: string; target: string; readOnly?: boolean };

export function container(
  name: string,
  more: Partial<Omit<SeenContainer, 'mounts'>> & { mounts?: Mounted[]; project?: string | null; service?: string } = {},
): SeenContainer {
  const { mounts = [], project = 'connectware', service = name, ...rest } = more;
  return {
    id: `id-of-${name}`,
    name: project === null ? name : `${project}_${name}_1`,
    image: `cybus/${name}:1.10.2`,
    env: {},
    command: [],
    exposedPorts: [],
    running: true,
    paused: false,
    startedAt: '2024-05-01T12:00:00.000Z',
    networks: ['cybus'],
    networkOf: null,
    ...rest,
    labels: {
      ...(project === null ? {} : { 'com.docker.compose.project': project, 'com.docker.compose.service': service }),
      ...rest.labels,
    },
    mounts: mounts.map(({ volume, bind, target, readOnly = false }) => ({
      type: volume ? 'volume' : 'bind',
      name: volume ?? null,
      source: bind ?? `/docker/volumes/${volume}/_data`,
      target,
      readOnly,
    })),
  };
}

export function volume(
  key: string,
  project: string | null = 'connectware',
  more: Partial<SeenVolume> = {},
): SeenVolume {
  const name = project === null ? key : `${project}_${key}`;
  return {
    name,
    driver: 'local',
    options: {},
    labels: project === null ? {} : { 'com.docker.compose.project': project, 'com.docker.compose.volume': key },
    createdAt: '2024-05-01T12:00:00Z',
    mountpoint: `/docker/volumes/${name}/_data`,
    ...more,
  };
}

export function connectware(project = 'connectware'): Endpoint {
  const core = { project, labels: { 'io.cybus.connectware': 'core' } };
  const mount = (key: string, target: string, readOnly = false) => ({ volume: `${project}_${key}`, target, readOnly });
  const certs = (readOnly = true) => mount('certs', '/connectware_certs', readOnly);
  return {
    address: 'unix:///var/run/docker.sock',
    self: null,
    networks: [{ id: 'cybus', name: 'cybus', labels: { 'com.docker.compose.project': project } }],
    containers: [
      container('admin-web-app', { ...core, mounts: [certs()] }),
      container('auth-server', { ...core, mounts: [certs(false)] }),
      container('broker', {
        ...core,
        mounts: [certs(), mount('brokerData', '/vernemq/data'), mount('brokerLog', '/log')],
      }),
      container('postgresql', {
        ...core,
        env: {
          PGDATA: '/var/lib/postgresql/data',
          POSTGRES_DB: 'cybus_connectware',
          POSTGRES_USER: 'cybus-admin',
          PG_VERSION: '15.8-1.pgdg120+1',
        },
        mounts: [certs(), mount('postgresql', '/var/lib/postgresql/data')],
      }),
      container('service-manager', { ...core, mounts: [certs(), mount('service-manager', '/data')] }),
      container('container-manager', {
        ...core,
        mounts: [{ bind: '/var/run/docker.sock', target: '/var/run/docker.sock' }],
      }),
      container('system-control-server', { ...core, mounts: [mount('systemControlServerData', '/data')] }),
    ],
    volumes: ['brokerData', 'brokerLog', 'certs', 'postgresql', 'service-manager', 'systemControlServerData'].map(
      (key) => volume(key, project),
    ),
  };
}

/** A Docker that shows this endpoint; files of containers by path. */
export function dockerShowing(endpoint: Endpoint): Docker {
  const inspect = (seen: SeenContainer) => ({
    Id: seen.id,
    Name: `/${seen.name}`,
    Path: seen.command[0] ?? '',
    Args: seen.command.slice(1),
    State: { Running: seen.running, Paused: seen.paused, StartedAt: seen.startedAt ?? '0001-01-01T00:00:00Z' },
    HostConfig: { NetworkMode: seen.networkOf ? `container:${seen.networkOf}` : 'default' },
    Config: {
      Image: seen.image,
      Labels: seen.labels,
      Env: Object.entries(seen.env).map(([name, value]) => `${name}=${value}`),
      ExposedPorts: Object.fromEntries(seen.exposedPorts.map((port) => [port, {}])),
    },
    NetworkSettings: { Networks: Object.fromEntries(seen.networks.map((id) => [id, { NetworkID: id }])) },
    Mounts: seen.mounts.map(({ type, name, source, target, readOnly }) => ({
      Type: type,
      ...(name === null ? {} : { Name: name }),
      Source: source,
      Destination: target,
      RW: !readOnly,
    })),
  });
  const notFound = Object.assign(new Error('no such thing'), { statusCode: 404 });
  const docker = {
    modem: { socketPath: endpoint.address.replace('unix://', '') },
    listContainers: async () => endpoint.containers.map(({ id, labels }) => ({ Id: id, Labels: labels })),
    listVolumes: async () => ({
      Volumes: endpoint.volumes.map(({ name, driver, options, labels, createdAt, mountpoint }) => ({
        Name: name,
        Driver: driver,
        Options: options,
        Labels: labels,
        CreatedAt: createdAt,
        Mountpoint: mountpoint,
      })),
    }),
    listNetworks: async () => endpoint.networks.map(({ id, name, labels }) => ({ Id: id, Name: name, Labels: labels })),
    getContainer: (id: string) => ({
      inspect: async () => {
        const found = endpoint.containers.find((container) => container.id === id);
        if (!found) throw notFound;
        return inspect(found);
      },
      getArchive: async () => {
        throw notFound;
      },
    }),
  };
  // Only what discovery calls: a real daemon is asked in the integration tests.
  return docker as unknown as Docker;
}
