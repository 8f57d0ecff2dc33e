import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { newJobId } from '../../archive/ids.ts';
import type { PostgresLink } from '../link.ts';
import { openSession } from '../session.ts';

const run = promisify(execFile);

/** A PostgreSQL of the machine's own packages on a UNIX socket in a temporary folder, for tests of what is said to it. */
export type TestServer = AsyncDisposable & {
  folder: string;
  link: PostgresLink;
  crash(): Promise<void>;
  start(): Promise<void>;
};

const user = 'cybus-admin';
const port = 5432;

/** @param settings for postgresql.conf's command line, as `max_prepared_transactions=5`. */
export async function startTestServer(settings: readonly string[] = []): Promise<TestServer> {
  const bin = await binaries();
  const owner = await ids('postgres');
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-pg-'));
  await chown(folder, owner.uid, owner.gid);
  const as = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const data = path.join(folder, 'data');
  await run(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', user, '-A', 'trust', '-N', '--locale=C.UTF-8', '-E', 'UTF8'],
    as,
  );
  const options = ['listen_addresses=', `unix_socket_directories=${folder}`, `port=${port}`, ...settings]
    .map((setting) => `-c ${setting}`)
    .join(' ');
  const control = (...args: string[]) =>
    run(path.join(bin, 'pg_ctl'), ['-D', data, '-l', path.join(folder, 'log'), '-w', ...args], as);
  const start = async (): Promise<void> => void (await control('-o', options, 'start'));
  await start();
  const server = { container: { id: 'none', image: 'none' }, host: '127.0.0.1', user, password: null, port };
  const link: PostgresLink = {
    job: newJobId(),
    server,
    connect: (database, name) => openSession({ folder, port }, server, database, name),
    renew: async () => false,
    tools: async () => ({ image: 'none', network: undefined, env: {}, mounts: [] }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  return {
    folder,
    link,
    start,
    crash: async () => void (await control('-m', 'immediate', 'stop')),
    async [Symbol.asyncDispose]() {
      await control('-m', 'immediate', 'stop').catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A session as an application of the installation opens it. */
export async function connectAsApplication(server: TestServer, database: string, role = user): Promise<pg.Client> {
  const client = new pg.Client({ host: server.folder, port, user: role, database, application_name: 'app' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Waits for a condition, not for a time. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function binaries(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1']);
  return stdout.trim();
}

async function ids(name: string): Promise<{ uid: number; gid: number }> {
  const id = async (which: string): Promise<number> => Number((await run('id', [which, name])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
