import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensurePostgresImage } from '../../../demo/images/servers.ts';
import type { Docker } from '../../docker/index.ts';
import type { DatabasePlace } from '../../store/index.ts';
import { type ServerCertificate, serverCertificate } from './certificates.ts';

const run = promisify(execFile);

/** A PostgreSQL of nobody's compose project, that wants a password and is reached by its address alone. */
export type TcpDatabase = AsyncDisposable & {
  place: DatabasePlace;
  /** Of one that offers encryption: its certificate, which it reads again when it is told to. */
  certificate: ServerCertificate | null;
  sql(query: string, database?: string): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
};

export async function startTcpDatabase(docker: Docker, { encrypted = false } = {}): Promise<TcpDatabase> {
  await using made = new AsyncDisposableStack();
  const name = `holdfast-test-tcp-${randomBytes(4).toString('hex')}`;
  const network = await docker.createNetwork({ Name: name, Labels: { 'holdfast.test': name } });
  made.defer(() => network.remove());
  // What a password file and a connection string would read otherwise.
  const place = {
    ...{ port: 5432, user: 'keeper', password: 'p:a\\ss w@rd', databases: [], serverVersion: '15' },
    ...{ sslmode: 'prefer' as const, ca: null },
  };
  const certificate = encrypted ? made.use(await serverCertificate()) : null;
  const container = await docker.createContainer({
    name,
    Cmd: ['postgres', ...(certificate ? withCertificate : [])],
    Image: await ensurePostgresImage(docker),
    Env: [
      `POSTGRES_USER=${place.user}`,
      `POSTGRES_PASSWORD=${place.password}`,
      'POSTGRES_DB=shop',
      'POSTGRES_HOST_AUTH_METHOD=scram-sha-256',
    ],
    Labels: { 'holdfast.test': name },
    HostConfig: { NetworkMode: name, Binds: certificate ? [`${certificate.folder}:/tls:ro`] : [] },
  });
  made.defer(() => container.remove({ force: true, v: true }));

  const sql = async (query: string, database = 'shop') => {
    const psql = ['psql', '-X', '-A', '-t', '-q', '-U', place.user, '-d', database, '-c', query];
    return (await run('docker', ['exec', name, ...psql])).stdout.trim();
  };
  const start = async () => {
    await container.start();
    // The server that the image's script sets the data up with answers too, and goes away again.
    const isDraft = () => sql("select current_setting('data_directory') like '%/.draft'").catch(() => null);
    while ((await isDraft()) !== 'f') {
      if (!(await container.inspect()).State.Running) throw new Error(`${name} ended`);
      await pause(50);
    }
  };
  await start();
  const { NetworkSettings } = await container.inspect();
  const host = NetworkSettings.Networks[name]?.IPAddress;
  if (!host) throw new Error(`${name} has no address`);
  const kept = made.move();
  return {
    place: { ...place, host },
    certificate,
    sql,
    start,
    stop: async () => void (await container.stop({ t: 5 })),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

const withCertificate = ['ssl=on', 'ssl_cert_file=/tls/cert.pem', 'ssl_key_file=/tls/key.pem'].flatMap((setting) => [
  '-c',
  setting,
]);
