import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectDocker, type Docker } from '../../server/docker/connect.ts';
import { ensureHelperImage } from '../images/helper.ts';
import { ensureDocker } from '../machine/docker.ts';
import { choosePlace, inFreePlace, type Place, placeFor, placeOf } from './place.ts';
import { type Stack, startStack } from './start.ts';

const random = randomBytes(3).toString('hex');
let docker: Docker;
let stack: Stack;

beforeAll(async () => {
  docker = connectDocker((await ensureDocker()).dockerHost);
  stack = await startStack({ project: `demo-stack-${random}`, version: '1.9.2' });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

test('installing a service makes files, rows, a volume and a container, and removing it leaves none of them', async () => {
  const before = await agreement();
  for (const order of ['files-first', 'rows-first']) {
    await stack.call('POST', '/api/services', { id: 'pumps', name: 'Pumps', order, gapMs: 0 });
    expect(await agreement()).toEqual({
      files: [...before.files, 'pumps'].sort(),
      rows: [...before.rows, 'pumps'].sort(),
    });
    expect(await stack.call('GET', '/api/volumes')).toContain(`${stack.project}-pumps-data`);
    await stack.call('DELETE', '/api/services/pumps', { order, gapMs: 0 });
    expect(await agreement()).toEqual(before);
    expect(await stack.call('GET', '/api/volumes')).not.toContain(`${stack.project}-pumps-data`);
  }
});

test('between its two halves an installation disagrees: what a backup must never hold', async () => {
  const installing = stack.call('POST', '/api/services', { id: 'valves', order: 'files-first', gapMs: 3000 });
  await vi.waitFor(async () => expect((await agreement()).files).toContain('valves'), { timeout: 3000, interval: 50 });
  expect((await agreement()).rows).not.toContain('valves');
  await installing;
  expect((await agreement()).rows).toContain('valves');
});

test('the newer version migrates the database and keeps what was in it; the older one then refuses to start', async () => {
  const users = await stack.call<{ username: string; roles: string[] }[]>('GET', '/api/users');
  expect(users).toHaveLength(12);
  expect(await psql('select max(version) from schema_version')).toEqual(['1']);
  await stack.upgrade('1.10.2');
  expect(await stack.call('GET', '/api/users')).toEqual(users);
  expect(await psql('select max(version) from schema_version')).toEqual(['2']);
  expect(await stack.call('GET', '/api/system/info')).toMatchObject({ version: '1.10.2' });
  const services = await docker.listContainers({
    filters: { label: [`holdfast.demo=${stack.owner}`, 'holdfast.demo.service'] },
  });
  expect(services.map(({ Image }) => Image)).toEqual(
    services.map(() => expect.stringMatching(/cybus\/service-runtime:1\.10\.2$/)),
  );
  expect(
    await run(await stack.container('auth-server'), ['bash', '-c', 'VERSION=1.9.2 node /app/main.ts auth-server']),
  ).toContain('The database has structure 2, which version 1.9.2 does not know');
});

test('a demo keeps its place, and takes another project, subnet and ports beside somebody else’s', async () => {
  expect(await placeOf(docker, stack.owner)).toMatchObject({ project: stack.project, subnet: stack.subnet });
  const labels = { 'com.docker.compose.project': 'connectware', 'holdfast.test': random };
  const network = await docker.createNetwork({ Name: `foreign-${random}`, Labels: labels });
  try {
    const said: string[] = [];
    const place = await choosePlace(docker, random, (text) => said.push(text));
    expect(place.project).toMatch(/^connectware-demo/);
    expect(place.subnet).not.toBe('172.30.0.0/24');
    expect(said.join('\n')).toContain('A project "connectware" is there');
  } finally {
    await network.remove();
  }
});

test('a stack whose subnet or port was taken since it was chosen stands in another place', async () => {
  const free = await placeFor(docker, `late-${random}`);
  const places = [{ ...free, subnet: stack.subnet }, { ...free, httpPort: Number(new URL(stack.url).port) }, free];
  const used: Place[] = [];
  const inspected = await inFreePlace(
    async () => places.shift() ?? free,
    async (place) => {
      used.push(place);
      const network = await docker.createNetwork({
        Name: `late-${random}`,
        IPAM: { Config: [{ Subnet: place.subnet }] },
      });
      try {
        await publishes(place.httpPort);
        return (await network.inspect()).IPAM?.Config?.[0]?.Subnet;
      } finally {
        await network.remove();
      }
    },
  );
  expect(used).toHaveLength(3);
  expect(inspected).toBe(free.subnet);
});

async function publishes(port: number): Promise<void> {
  const container = await docker.createContainer({
    Image: await ensureHelperImage(docker),
    Cmd: ['true'],
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] } },
  });
  try {
    await container.start();
  } finally {
    await container.remove({ force: true });
  }
}

/** Names of services by the files in the volume and by the rows in the database. */
async function agreement(): Promise<{ files: string[]; rows: string[] }> {
  const found = await run(await stack.container('service-manager'), [
    'bash',
    '-c',
    'cd /data/services && ls -d */service.json',
  ]);
  const files = found
    .split('\n')
    .filter(Boolean)
    .map((name) => name.split('/')[0] ?? '');
  return { files: files.sort(), rows: (await psql('select id from services')).sort() };
}

async function psql(query: string): Promise<string[]> {
  const answer = await run(await stack.container('postgresql'), [
    'psql',
    '-U',
    'cybus-admin',
    '-d',
    'cybus_connectware',
    '-Atc',
    query,
  ]);
  return answer.split('\n').filter(Boolean);
}

/** Runs a command in a container and answers all that it wrote. By a pipe: on a terminal programs write for people. */
async function run(container: string, command: string[]): Promise<string> {
  const Cmd = ['bash', '-c', '"$@" 2>&1 | cat', 'bash', ...command];
  const exec = await docker.getContainer(container).exec({ Cmd, Tty: true, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({ Tty: true });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString().replaceAll('\r', '');
}
