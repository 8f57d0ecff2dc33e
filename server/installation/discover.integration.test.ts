import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDocker } from '../docker/index.ts';
import { makeTestImage } from '../docker/testing/test-image.ts';
import { discover } from './discover.ts';
import { listInstallations } from './list.ts';

const docker = connectDocker();
const run = randomBytes(4).toString('hex');
const project = `holdfast-test-${run}`;
const image = `holdfast-test-discover:${run}`;
const label = { 'holdfast.test': run };
const compose = (service: string) => ({
  ...label,
  'com.docker.compose.project': project,
  'com.docker.compose.service': service,
});

beforeAll(async () => {
  await makeTestImage(docker, image, ['/bin/sh', '/bin/sleep'], { '/pg/PG_VERSION': '15\n' });
  await docker.createVolume({
    Name: `${project}_Data`,
    Labels: { ...compose(''), 'com.docker.compose.volume': 'Data' },
  });
  await docker.createNetwork({ Name: project, Labels: compose(''), Internal: true });
  await create(
    'db',
    compose('db'),
    { PGDATA: '/pg', POSTGRES_USER: 'shop' },
    [],
    ['sh', '-c', 'exec sleep 600 postgres'],
  );
  await (
    await create('web', compose('web'), {}, [{ Type: 'volume', Source: `${project}_Data`, Target: '/data' }])
  ).start();
  await (await create('late', label, {}, [])).start();
});

afterAll(async () => {
  const filters = { label: [`holdfast.test=${run}`] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
  const [networks, { Volumes }] = await Promise.all([
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  await Promise.all([
    ...networks.map(({ Id }) => docker.getNetwork(Id).remove()),
    ...Volumes.map(({ Name }) => docker.getVolume(Name).remove()),
  ]);
  await docker.getImage(image).remove({ force: true });
});

type Mounts = { Type: 'volume'; Source: string; Target: string }[];

async function create(name: string, labels: object, env: Record<string, string>, mounts: Mounts, command?: string[]) {
  return await docker.createContainer({
    name: `${project}-${name}`,
    Image: image,
    Cmd: command ?? ['sleep', '600'],
    Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
    ExposedPorts: name === 'db' ? { '5432/tcp': {} } : {},
    Labels: { ...labels },
    HostConfig: { NetworkMode: project, Mounts: mounts },
  });
}

test('a project on a real endpoint is described, its stopped database and a container of no compose file included', async () => {
  const installation = await discover(docker, project);
  expect(installation.server).toMatchObject({
    container: { service: 'db', running: false },
    user: 'shop',
    databases: ['shop'],
    // Read from the data folder: nothing in the environment tells it.
    serverVersion: '15',
    serverMajor: 15,
  });
  expect(installation.volumes).toMatchObject([
    { name: `${project}_Data`, key: 'Data', role: 'included', driver: 'local', mountedAt: ['/data'] },
  ]);
  expect(installation.members.map(({ service }) => service).sort()).toEqual(['db', `${project}-late`, 'web']);
  expect(await listInstallations(docker)).toContainEqual({
    project,
    profile: 'compose',
    title: 'Compose project',
    version: null,
    state: 'partly',
  });
});
