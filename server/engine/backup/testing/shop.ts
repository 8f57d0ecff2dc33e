import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureHelperImage } from '../../../../demo/images/helper.ts';
import type { PostgresMajor } from '../../../../demo/images/postgres-majors.ts';
import { ensurePostgresImage } from '../../../../demo/images/servers.ts';
import { type Evidence, evidenceSchema } from '../../../archive/evidence.ts';
import { type ArchiveId, newJobId } from '../../../archive/ids.ts';
import { evidenceName } from '../../../archive/layout.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { recording, runTaken, takenJob } from '../../restore/testing/run-job.ts';
import { extractVolume } from '../../stack/extract.ts';
import { type TestWorld, testWorld } from '../../testing/deps.ts';
import { backupHandler } from '../index.ts';

const run = promisify(execFile);

export type ShopOptions = {
  labels?: Record<string, string>;
  volumes?: readonly string[];
  /** Options for the local driver, by volume. */
  driverOptions?: Record<string, Record<string, string>>;
  /** Its own PostgreSQL; false: it has none, and `sql` asks nobody. */
  database?: boolean;
  /** Of that PostgreSQL; absent: 15. */
  major?: PostgresMajor;
};

/** An archive as a test looks at it. */
export type Taken = { id: ArchiveId; manifest: Manifest; evidence: Evidence; lines: string[] };

/** A small compose project: a PostgreSQL, and a service that mounts volumes for writing and does nothing by itself. */
export type Shop = AsyncDisposable & {
  project: string;
  /** Of state and store. */
  folder: string;
  deps: TestWorld['deps'];
  /** Host folder of a volume's files. */
  files(key: string): string;
  container(service: string): string;
  sql(query: string): Promise<string>;
  /** Another PostgreSQL in place of its own, with nothing in it. */
  renewServer(major: PostgresMajor): Promise<void>;
  backUp(args?: object, onStage?: (name: string) => void, patience?: { settleLimitMs: number }): Promise<Taken>;
  /** Extracts a volume out of an archive into a new folder. */
  extract(id: ArchiveId, key: string): Promise<string>;
  /** States of its containers, by service. */
  states(): Promise<Record<string, string>>;
};

const writes = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)';

/** A test may have removed it itself. */
function unlessGone(error: { statusCode?: number }): void {
  if (error.statusCode !== 404) throw error;
}

export async function startShop({
  labels = {},
  volumes = ['data', 'media'],
  driverOptions = {},
  database = true,
  major = 15,
}: ShopOptions = {}): Promise<Shop> {
  await using made = new AsyncDisposableStack();
  const project = `shop-${randomBytes(4).toString('hex')}`;
  const helperImage = await ensureHelperImage();
  const world = made.use(await testWorld(helperImage));
  const { docker } = world.deps;
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-shop-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  const names = (key: string) => `${project}_${key}`;
  const mountpoints = new Map<string, string>();
  for (const key of [...volumes, ...(database ? ['postgres'] : [])]) {
    const composed = { 'com.docker.compose.project': project, 'com.docker.compose.volume': key };
    const options = driverOptions[key];
    await docker.createVolume({ Name: names(key), Labels: composed, ...(options ? { DriverOpts: options } : {}) });
    made.defer(() => docker.getVolume(names(key)).remove({ force: true }));
    mountpoints.set(key, (await docker.getVolume(names(key)).inspect()).Mountpoint);
  }
  const containerOf = (name: string) => `${project}_${name}_1`;
  const remove = (name: string) =>
    docker.getContainer(containerOf(name)).remove({ force: true, v: true }).catch(unlessGone);
  for (const name of ['postgresql', 'web', 'worker']) made.defer(() => remove(name));
  const service = async (name: string, image: string, more: object, mounts: Record<string, string>) => {
    const container = await docker.createContainer({
      name: containerOf(name),
      Image: image,
      Labels: { 'com.docker.compose.project': project, 'com.docker.compose.service': name, ...labels },
      HostConfig: {
        NetworkMode: 'none',
        Mounts: Object.entries(mounts).map(([key, target]) => ({ Type: 'volume', Source: names(key), Target: target })),
      },
      ...more,
    });
    await container.start();
  };
  const startServer = async (of: PostgresMajor) => {
    const env = { Env: ['POSTGRES_USER=shop', 'POSTGRES_DB=shop'] };
    await service('postgresql', await ensurePostgresImage(docker, of), env, { postgres: '/var/lib/postgresql/data' });
  };
  if (database) await startServer(major);
  const idle = { Entrypoint: ['node', '-e', writes], Cmd: [] };
  await service('web', helperImage, idle, Object.fromEntries(volumes.map((key) => [key, `/${key}`])));
  await service('worker', helperImage, idle, { [volumes[0] ?? '']: '/data' });

  const sql = async (query: string) => {
    const command = ['psql', '-X', '-A', '-t', '-q', '-U', 'shop', '-d', 'shop', '-c', query];
    return (await run('docker', ['exec', containerOf('postgresql'), ...command])).stdout.trim();
  };
  // The server that the image's script sets the data up with answers too, and goes away again.
  const isDraft = () => sql("select current_setting('data_directory') like '%/.draft'").catch(() => null);
  const untilServing = async () => {
    while ((await isDraft()) !== 'f') await new Promise((next) => setTimeout(next, 50));
  };
  if (database) await untilServing();
  if (database) await sql('create table orders (id serial primary key, what text)');
  const kept = made.move();
  const shop: Shop = {
    project,
    folder: world.folder,
    deps: world.deps,
    files: (key) => mountpoints.get(key) ?? '',
    container: containerOf,
    sql,
    async renewServer(to) {
      await remove('postgresql');
      await run('find', [mountpoints.get('postgres') ?? '', '-mindepth', '1', '-delete']);
      await startServer(to);
      await untilServing();
    },
    async backUp(args = {}, onStage, patience = { settleLimitMs: 10_000 }) {
      const job = await takenJob(world.deps.db, 'backup', project, { project, ...args });
      const told = recording(onStage);
      const end = await runTaken(world.deps.db, backupHandler(world.deps, patience), job, told);
      const { archiveId } = end.result as { archiveId: ArchiveId };
      const archive = await world.deps.store.read(archiveId);
      const evidence = evidenceSchema.parse(JSON.parse(await readFile(archive.locate(evidenceName), 'utf8')));
      return { id: archiveId, manifest: archive.manifest, evidence, lines: told.told.lines };
    },
    async extract(id, key) {
      const archive = await world.deps.store.read(id);
      const volume = archive.manifest.volumes.find((each) => each.key === key);
      if (!volume) throw new Error(`${id} has no volume ${key}`);
      const into = await mkdtemp(join(folder, 'out-'));
      const progress = recording().progress;
      const signal = new AbortController().signal;
      const given = { job: newJobId(), archive, volume, progress, signal };
      const { differences } = await extractVolume(world.deps, { ...given, into: { kind: 'bind', source: into } });
      if (differences.count > 0) throw new Error(`differs: ${differences.names.join('; ')}`);
      return into;
    },
    async states() {
      const found = await docker.listContainers({
        all: true,
        filters: { label: [`com.docker.compose.project=${project}`] },
      });
      return Object.fromEntries(
        found.map(({ Labels, State }) => [Labels['com.docker.compose.service'] ?? '', State]).sort(),
      );
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
  return shop;
}
