import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../../demo/images/helper.ts';
import { ensurePostgresImage } from '../../../demo/images/servers.ts';
import { type ArchiveId, newJobId } from '../../archive/ids.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { connectDocker, sweepHelpers } from '../../docker/index.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { findArchive, recordArchive } from '../../store/index.ts';
import { sealedArchive } from '../catalogue.ts';
import type { EngineDeps } from '../dependencies.ts';
import { openEngine } from '../restore/testing/engine.ts';
import { recording, recoverTaken, runTaken, takenJob } from '../restore/testing/run-job.ts';
import { type RealArchive, realArchive } from '../testing/real-archive.ts';
import { type RealDatabase, realDatabase } from '../testing/real-database.ts';
import { rehearseHandler } from './index.ts';

const run = promisify(execFile);
const project = `rehearse-${process.pid}`;
let folder: string;
let deps: EngineDeps & AsyncDisposable;
let postgresImage: string;
let database: RealDatabase;
let tree: string;

const statements = [
  `CREATE TABLE services (id text PRIMARY KEY); CREATE TABLE parts (service text REFERENCES services, n int)`,
  `INSERT INTO services VALUES ('one'), ('two')`,
  `INSERT INTO parts SELECT 'one', n FROM generate_series(1, 1000) n`,
];

beforeAll(async () => {
  const docker = connectDocker();
  const helperImage = await ensureHelperImage(docker);
  postgresImage = await ensurePostgresImage(docker);
  folder = await mkdtemp(join(tmpdir(), 'holdfast-rehearse-'));
  deps = await openEngine(folder, helperImage);
  database = await realDatabase({ postgresImage, helperImage }, statements);
  tree = join(folder, 'tree');
  for (const id of ['one', 'two']) {
    mkdirSync(join(tree, 'services', id), { recursive: true });
    writeFileSync(join(tree, 'services', id, 'service.json'), '{}');
  }
  symlinkSync('../../..', join(tree, 'outward'));
});
afterAll(async () => {
  if (deps) await sweepHelpers(deps);
  await deps?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function archiveOf(over: Partial<RealArchive> = {}): Promise<StoredArchive> {
  const archive = await realArchive(deps, {
    tree,
    database,
    key: 'service-manager',
    change: () => writeFileSync(join(tree, 'services/two/service.json'), '{"changed": true}'),
    ...over,
    manifest: {
      project,
      profile: 'connectware',
      services: [{ service: 'db', container: 'db', image: postgresImage, running: true }],
      ...over.manifest,
    },
  });
  await recordArchive(deps.db, await sealedArchive(deps, archive), 'test');
  return archive;
}

async function rehearsed(id: ArchiveId, told = recording(), signal?: AbortSignal) {
  const job = await takenJob(deps.db, 'rehearse', project, { archiveId: id });
  const end = await runTaken(deps.db, rehearseHandler(deps), job, told, signal);
  return { ...end, report: end.result as RehearsalReport };
}

/** Containers, volumes and networks of ours, and folders of jobs. */
async function leftovers(): Promise<string[]> {
  const filter = ['--filter', `label=holdfast.instance=${deps.instance}`];
  const said = await Promise.all([
    run('docker', ['ps', '-aq', ...filter]),
    run('docker', ['volume', 'ls', '-q', ...filter]),
    run('docker', ['network', 'ls', '-q', ...filter]),
    run('find', [join(deps.store.folder, 'incoming'), '-mindepth', '1', '-maxdepth', '1', '!', '-name', 'uploads']),
  ]);
  return said.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean));
}

const proofOf = async (id: ArchiveId) => (await findArchive(deps.db, id))?.proof;
const refusals = ({ findings }: RehearsalReport) =>
  findings.filter(({ level }) => level === 'refuse').map(({ code }) => code);

test('a good archive comes back in scratch, equal in files, rows and rules, and nothing stays', async () => {
  const archive = await archiveOf();
  const told = recording();
  const { state, report } = await rehearsed(archive.id, told);
  expect(state, told.told.lines.join('\n')).toBe('succeeded');
  expect(refusals(report)).toEqual([]);
  expect(report.checked.volumes).toMatchObject([{ key: 'service-manager', equal: true, problem: null }]);
  expect(report.checked.volumes[0]?.restored).toBe(archive.manifest.volumes[0]?.files);
  expect(report.checked.databases).toMatchObject([
    {
      name: 'live',
      structure: 'same',
      equal: true,
      constraints: { foreignKeys: 1, notValidated: [] },
      amcheck: { broken: [] },
      tables: [
        { name: 'parts', manifest: 1000, restored: 1000, equal: true },
        { name: 'services', manifest: 2, restored: 2, equal: true },
      ],
    },
  ]);
  expect(report.checked.databases[0]?.amcheck?.checked).toBe(3);
  expect(report.checked.agreement).toMatchObject({ holds: true, files: 2, rows: 2 });
  expect(report.restoreMs).toBe(report.phases.reduce((sum, { ms }) => sum + ms, 0));
  expect(await proofOf(archive.id)).toBe('rehearsed');
  expect(await leftovers()).toEqual([]);
});

test.each<[string, (archive: StoredArchive) => string, string]>([
  ['dump', (archive) => archive.locate('database/shop.dump.zst'), 'altered'],
  ['fingerprint', (archive) => archive.locate('fingerprints/shop_files.zst'), 'altered'],
  [
    'layer',
    (archive) =>
      deps.store.layerPath({ kind: 'tar', sha256: archive.manifest.volumes[0]?.layers[0]?.tar?.sha256 ?? '' }),
    'volume-unreadable',
  ],
])('one flipped bit in a %s fails it', async (_part, fileOf, code) => {
  const archive = await archiveOf();
  const file = fileOf(archive);
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 8, at);
  writeFileSync(file, bytes);
  const { state, error, report } = await rehearsed(archive.id);
  expect(state).toBe('failed');
  expect(error?.code).toBe('rehearsal.failed');
  expect(refusals(report)).toEqual([code]);
  expect(report.restoreMs).toBeNull();
  expect(await proofOf(archive.id)).toBe('failed');
  expect(await leftovers()).toEqual([]);
  await deps.store.delete(archive.id);
});

test('a dump that is whole and can’t be loaded fails it', async () => {
  const dump = Buffer.from(database.dump);
  // The words of a statement inside: hash and header are right, the server refuses it.
  dump.write('CREATE TABLE public.pxrts', dump.indexOf('CREATE TABLE public.parts'), 'latin1');
  const archive = await archiveOf({ database: { ...database, dump } });
  const { state, report } = await rehearsed(archive.id);
  expect(state).toBe('failed');
  expect(refusals(report)).toContain('database-unloadable');
  expect(await proofOf(archive.id)).toBe('failed');
});

test('rows that the manifest does not know fail it', async () => {
  const tables = database.facts.tables.map((table) => (table.name === 'parts' ? { ...table, rows: 999 } : table));
  const archive = await archiveOf({ database: { ...database, facts: { ...database.facts, tables } } });
  const { report } = await rehearsed(archive.id);
  expect(refusals(report)).toEqual(['rows-differ']);
});

test('a service in the files without its row fails it by the profile’s rule', async () => {
  mkdirSync(join(tree, 'services/torn'));
  writeFileSync(join(tree, 'services/torn/service.json'), '{}');
  const archive = await archiveOf();
  rmSync(join(tree, 'services/torn'), { recursive: true });
  const { state, report } = await rehearsed(archive.id);
  expect(state).toBe('failed');
  expect(refusals(report)).toEqual(['agreement']);
  expect(report.checked.agreement).toMatchObject({ holds: false, onlyFiles: { count: 1, names: ['torn'] } });
  expect(await proofOf(archive.id)).toBe('failed');
});

test('without an image of the database it is refused with what to do, and the proof stays', async () => {
  const archive = await archiveOf({
    manifest: { services: [{ service: 'db', container: 'db', image: 'gone/postgres:15', running: true }] },
  });
  const error = await rehearsed(archive.id).catch((thrown) => thrown);
  expect(error.code).toBe('rehearsal.no-image');
  expect(error.params).toMatchObject({ image: 'gone/postgres:15', major: 15 });
  expect(await proofOf(archive.id)).toBe('none');
  expect(await leftovers()).toEqual([]);
});

test('an image that is no PostgreSQL is refused with what it said', async () => {
  const archive = await archiveOf({
    manifest: { services: [{ service: 'db', container: 'db', image: deps.helperImage, running: true }] },
  });
  const error = await rehearsed(archive.id).catch((thrown) => thrown);
  expect(error.code).toBe('postgres.no-scratch');
  expect(await leftovers()).toEqual([]);
});

test('cancelled in its middle it leaves nothing, and the proof stays', async () => {
  const archive = await archiveOf();
  const cancel = new AbortController();
  const told = recording((name) => {
    if (name === 'Build') cancel.abort();
  });
  await expect(rehearsed(archive.id, told, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await proofOf(archive.id)).toBe('none');
  expect(await leftovers()).toEqual([]);
});

test.each(['Scratch server', 'Build', 'Compare'])(
  'killed in “%s” it leaves nothing once recovery or the sweep at start has run',
  async (stage) => {
    const archive = await archiveOf();
    for (const way of ['recovery', 'sweep'] as const) {
      const job = await takenJob(deps.db, 'rehearse', project, { archiveId: archive.id });
      const doomed = join(import.meta.dirname, 'testing/doomed.ts');
      const death = await run(process.execPath, [doomed, folder, deps.helperImage, job, stage]).catch((error) => error);
      expect(death, death.stderr).toMatchObject({ signal: 'SIGKILL' });
      expect(await leftovers()).not.toEqual([]);
      if (way === 'recovery') {
        const end = await recoverTaken(deps.db, rehearseHandler(deps), job);
        expect(end).toMatchObject({ state: 'failed', error: { code: 'rehearsal.interrupted' } });
      } else {
        const later = new Date(Date.now() + 2000);
        await sweepHelpers(deps, { before: later });
        await deps.store.sweep(new Set([newJobId()]));
      }
      expect(await leftovers(), way).toEqual([]);
    }
    expect(await proofOf(archive.id)).toBe('none');
  },
);
