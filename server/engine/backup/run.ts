import { join } from 'node:path';
import type { ArchiveId, JobId } from '../../archive/ids.ts';
import { fail } from '../../errors/error.ts';
import type { Profile, Strategy } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { type Facts, judge } from '../consistency/judge.ts';
import type { EngineDeps } from '../dependencies.ts';
import { collect } from './after-thaw.ts';
import type { BackupArgs } from './args.ts';
import { preCopy, rootOf } from './capture.ts';
import { gatherFacts } from './facts.ts';
import { findGround } from './footing.ts';
import { holdWriters } from './hold.ts';
import { findInstallation, type Preflight, preflight } from './preflight.ts';
import { sealArchive, type Taken } from './seal.ts';
import { quietMs, settle, settleLimitMs } from './settle.ts';
import { type Caught, captured, catchMoment, type TryDeps, volumesChanged } from './tries.ts';
import { type JobFolders, openWorkplace, type Workplace } from './workplace.ts';

export type BackupRun = {
  args: BackupArgs;
  /** Names the job's folder and helpers. A safety backup has its own, beside its restore's. */
  job: JobId;
  /** Whose journal says what is held. */
  journal: JobId;
  progress: Progress;
  signal: AbortSignal;
  /** How long services may take to come to rest; absent: 60 s. */
  settleLimitMs?: number | undefined;
};

/** How often the copy is made anew because volumes came or went while it was made. */
const rounds = 3;

/**
 * Takes one archive: volumes and database of one moment.
 * @throws whatever went wrong; then the writers run, and nothing of the archive is left.
 */
export async function runBackup(deps: EngineDeps, run: BackupRun): Promise<{ archiveId: ArchiveId }> {
  const startedAt = deps.clock().getTime();
  run.progress.stage('Preflight', 'looks at Docker, the database and the space that is left');
  const looked = await preflight(deps, run.args);
  try {
    for (let round = 1; round <= rounds; round++) {
      const installation = round === 1 ? looked.installation : await findInstallation(deps, run.args);
      const archiveId = await takeOnce(deps, run, { ...looked, installation }, startedAt);
      if (archiveId !== volumesChanged) return { archiveId };
      run.progress.log('backup', 'volumes came or went while they were copied; the copy is made anew', 'warn');
    }
    throw fail('backup.volumes-keep-changing', { rounds });
  } catch (error) {
    await deps.store.discard(run.job);
    throw error;
  }
}

async function takeOnce(
  deps: EngineDeps,
  run: BackupRun,
  looked: Preflight,
  startedAt: number,
): Promise<ArchiveId | typeof volumesChanged> {
  const folders = await prepareFolders(deps, run.job);
  const taken = await take(deps, run, looked, folders, startedAt);
  if (taken === volumesChanged) return volumesChanged;
  const { facts, ...parts } = taken;
  const evidence = { ...facts, ...judge(facts), sealedAt: deps.clock().toISOString() };
  const archiveId = await sealArchive(deps, run, folders, { ...parts, evidence });
  run.progress.log('seal', `${archiveId} is ${evidence.verdict}`);
  return archiveId;
}

/** Helpers, sidecars and sessions are gone when this returns: what stands in the job's folder is the archive's alone. */
async function take(
  deps: EngineDeps,
  run: BackupRun,
  { installation, strategy, last }: Preflight,
  folders: JobFolders,
  startedAt: number,
): Promise<(Omit<Taken, 'evidence'> & { facts: Facts }) | typeof volumesChanged> {
  const { progress, signal } = run;
  const volumes = captured(installation.volumes);
  const { base, footing } = await findGround(deps, run, last);
  await using place = await openWorkplace(deps, folders, installation, volumes, progress, signal);

  progress.stage('Pre-copy', `${volumes.length} volumes, while everything runs`);
  const preCopied = await preCopy(place.capture, volumes, footing, progress, signal);
  const caught = await catchMoment(tryDeps(deps, run, strategy, place), installation, volumes);
  if (caught === volumesChanged) return volumesChanged;

  progress.stage('Dump', `${place.databases.join(', ')}, from the frozen moment, while everything runs again`);
  const collected = await collect(place, caught.frozen, heldBy(caught), progress, signal);
  progress.stage('Judge and seal', 'evidence, hashes, signature');
  const facts = await gatherFacts({ startedAt, preCopied, caught, collected, events: place.events });
  return { base, preCopied, caught, collected, facts };
}

async function prepareFolders(deps: EngineDeps, job: JobId): Promise<JobFolders> {
  const work = await deps.store.prepare(job);
  const archive = join(work, 'archive');
  return { job, work, archive };
}

function tryDeps(deps: EngineDeps, run: BackupRun, strategy: Strategy, place: Workplace): TryDeps {
  const { capture, look, admin, databases, snapshots, dumps, events } = place;
  const holding = { docker: deps.docker, db: deps.db, watchdog: place.watchdog, socket: place.socket };
  return {
    strategy,
    hold: (installation) => holdWriters(holding, run.journal, strategy, installation),
    capture,
    look,
    admin,
    databases,
    snapshots,
    dumps,
    rediscover: () => findInstallation(deps, run.args),
    settleLimitMs: run.settleLimitMs ?? settleLimitMs,
    settle: ({ profile }, limitMs) => {
      const resting = place.volumes.filter(({ key, role }) => role === 'included' && !profile.neverRest.includes(key));
      const deps = { helper: capture, admin, databases, events, roots: resting.map(rootOf), signal: run.signal };
      return settle({ ...deps, quietMs: restingFor(profile) }, limitMs);
    },
    sync: async () => (await capture.order('capture.sync', { roots: place.volumes.map(rootOf) })).tpNs,
    progress: run.progress,
    signal: run.signal,
  };
}

function restingFor({ agreement }: Profile): number {
  return agreement ? quietMs.withRule : quietMs.withoutRule;
}

function heldBy({ installation, strategy }: Caught): ReadonlySet<string> {
  if (strategy === 'observe') return new Set();
  return new Set(installation.writers.map(({ member }) => member.id));
}
