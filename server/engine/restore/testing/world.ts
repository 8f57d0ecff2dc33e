import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureHelperImage, type Stack, startStack } from '../../../../demo/world.ts';
import { readState, type State } from '../../../../e2e/state.ts';
import type { ArchiveId, JobId } from '../../../archive/ids.ts';
import type { JobHandler } from '../../../jobs/contract.ts';
import type { JobEnd } from '../../../store/index.ts';
import { backupHandler } from '../../backup/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { cleanupHandler, restoreHandler, undoHandler } from '../index.ts';
import { openEngine } from './engine.ts';
import { killIn } from './kill.ts';
import { recording, recoverTaken, runTaken, takenJob } from './run-job.ts';

const run = promisify(execFile);

/** A stack of its own with an archive of it, and a Holdfast without its web: what tests of restores begin with. */
export type RestoreWorld = AsyncDisposable & {
  stack: Stack;
  deps: EngineDeps;
  /** State and store of the Holdfast. */
  folder: string;
  archive: ArchiveId;
  /** What the archive holds. */
  archived: State;
  state(): Promise<State>;
  /** Makes the live side differ from the archive, each time anew. @returns what is live then */
  change(): Promise<State>;
  backUp(): Promise<ArchiveId>;
  /** Puts a restore into the queue as taken; without a safety backup unless asked for one. */
  restoreJob(more?: object): Promise<JobId>;
  undoJob(jobId: JobId, more?: object): Promise<JobId>;
  run(id: JobId, handler: JobHandler): Promise<JobEnd>;
  /** Restores the archive and says which job it was. */
  restore(more?: object): Promise<{ job: JobId; end: JobEnd }>;
  /** Takes a restore or an undo back and says which job it was. */
  undo(jobId: JobId, more?: object): Promise<{ job: JobId; end: JobEnd }>;
  clear(jobId: JobId): Promise<JobEnd>;
  /** Runs a taken job in a process of its own that kills itself a moment after a stage has begun. */
  killIn(id: JobId, stage: string, ms: number): Promise<void>;
  recover(id: JobId, handler: JobHandler): Promise<JobEnd>;
  /** Names in the volumes' directories, and databases, that restores made. */
  leftovers(): Promise<string[]>;
  /** Containers of the stack that do not run. */
  notRunning(): Promise<string[]>;
  sql(query: string, database?: string): Promise<string>;
};

export async function restoreWorld(project: string): Promise<RestoreWorld> {
  await using made = new AsyncDisposableStack();
  const stack = made.use(await startStack({ project }));
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-restore-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  const deps = made.use(await openEngine(folder, await ensureHelperImage()));
  await stack.call('POST', '/api/services', { id: 'keptservice' });
  const archived = await readState(stack);
  let changes = 0;
  const world: Omit<RestoreWorld, 'archive' | keyof AsyncDisposable> = {
    stack,
    deps,
    folder,
    archived,
    state: () => readState(stack),
    async change() {
      changes += 1;
      const user = { username: `later-${changes}`, password: 'a long password', role: 'viewer' };
      await stack.call('POST', '/api/users', user);
      return readState(stack);
    },
    async backUp() {
      const id = await takenJob(deps.db, 'backup', project, { project });
      const { result } = await runTaken(deps.db, backupHandler(deps), id);
      return (result as { archiveId: ArchiveId }).archiveId;
    },
    restoreJob: (more = {}) =>
      takenJob(deps.db, 'restore', project, { id: archive, project, safetyBackup: false, ...more }),
    undoJob: (jobId, more = {}) => takenJob(deps.db, 'undo', project, { jobId, project, safetyBackup: false, ...more }),
    async run(id, handler) {
      const told = recording();
      const end = await runTaken(deps.db, handler, id, told);
      if (end.state !== 'succeeded') throw new Error(`${handler.kind} ${end.state}:\n${told.told.lines.join('\n')}`);
      return end;
    },
    async restore(more) {
      const job = await world.restoreJob(more);
      return { job, end: await world.run(job, restoreHandler(deps)) };
    },
    async undo(jobId, more) {
      const job = await world.undoJob(jobId, more);
      return { job, end: await world.run(job, undoHandler(deps)) };
    },
    async clear(jobId) {
      const job = await takenJob(deps.db, 'cleanup', project, { jobId, project });
      return world.run(job, cleanupHandler(deps));
    },
    killIn: (id, stage, ms) => killIn({ folder, deps }, id, stage, ms),
    async recover(id, handler) {
      const told = recording();
      const end = await recoverTaken(deps.db, handler, id, told);
      if (end.side === undefined) throw new Error(`recovery said no side:\n${told.told.lines.join('\n')}`);
      return end;
    },
    async leftovers() {
      const label = [`com.docker.compose.project=${project}`];
      const { Volumes } = await deps.docker.listVolumes({ filters: { label } });
      const found: string[] = [];
      for (const { Mountpoint } of Volumes) {
        const { stdout } = await run('find', [join(Mountpoint, '..'), '-maxdepth', '1', '-name', '.holdfast-*']);
        found.push(...stdout.split('\n').filter(Boolean));
      }
      const databases = await world.sql("select datname from pg_database where datname like 'holdfast%'", 'postgres');
      return [...found, ...databases.split('\n').filter(Boolean)];
    },
    async notRunning() {
      const all = ['ps', '-a', '--filter', `label=holdfast.demo=${stack.owner}`, '--format', '{{.Names}} {{.Status}}'];
      const { stdout } = await run('docker', all);
      return stdout.split('\n').filter((line) => line && (!line.includes(' Up ') || line.includes('(Paused)')));
    },
    async sql(query, database = 'cybus_connectware') {
      const psql = ['psql', '-X', '-A', '-t', '-U', 'cybus-admin', '-d', database, '-c', query];
      const { stdout } = await run('docker', ['exec', await stack.container('postgresql'), ...psql]);
      return stdout.trim();
    },
  };
  const archive = await world.backUp();
  const kept = made.move();
  return { ...world, archive, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
