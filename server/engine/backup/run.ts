import { join } from 'node:path';
import type { ArchiveId, JobId } from '../../archive/ids.ts';
import { fail } from '../../errors/error.ts';
import type { Profile } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { type Facts, judge } from '../consistency/judge.ts';
import type { EngineDeps } from '../dependencies.ts';
import { collect } from './after-thaw.ts';
import type { BackupArgs } from './args.ts';
import { preCopy, rootOf } from './capture.ts';
import { gatherFacts } from './facts.ts';
import { holdWriters } from './hold.ts';
import { findInstallation, preflight } from './preflight.ts';
import { sealArchive, type Taken } from './seal.ts';
import { quietMs, settle } from './settle.ts';
import { type Caught, captured, catchMoment, volumesChanged } from './tries.ts';
import { type JobFolders, openWorkplace, type Workplace } from './workplace.ts';

export type BackupRun = {
  args: BackupArgs;
  /** Names the job's folder and helpers. A safety backup has its own, beside its restore's. */
  job: JobId;
  /** Whose journal says what is held. */
  journal: JobId;
  progress: Progress;
  signal: AbortSignal;
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
  await preflight(deps, run.args);
  try {
    for (let round = 1; round <= rounds; round++) {
      const archiveId = await takeOnce(deps, run, startedAt);
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
  startedAt: number,
): Promise<ArchiveId | typeof volumesChanged> {
  const folders = await prepareFolders(deps, run.job);
  const taken = await take(deps, run, folders, startedAt);
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
  folders: JobFolders,
  startedAt: number,
): Promise<(Omit<Taken, 'evidence'> & { facts: Facts }) | typeof volumesChanged> {
  const { progress, signal } = run;
  const found = await findInstallation(deps, run.args.project);
  const volumes = captured(found.volumes);
  await using place = await openWorkplace(deps, folders, found, volumes, progress, signal);

  progress.stage('Pre-copy', `${volumes.length} volumes, while everything runs`);
  const preCopied = await preCopy(place.capture, volumes, progress, signal);
  const caught = await catchMoment(tryDeps(deps, run, place), volumes);
  if (caught === volumesChanged) return volumesChanged;

  progress.stage('Dump', `${found.server.databases.join(', ')}, from the frozen moment, while everything runs again`);
  const collected = await collect(place, caught.frozen, heldBy(caught), progress, signal);
  progress.stage('Judge and seal', 'evidence, hashes, signature');
  const facts = await gatherFacts({ startedAt, preCopied, caught, collected, events: place.events });
  return { preCopied, caught, collected, facts };
}

async function prepareFolders(deps: EngineDeps, job: JobId): Promise<JobFolders> {
  const work = await deps.store.prepare(job);
  const archive = join(work, 'archive');
  return { job, work, archive };
}

function tryDeps(deps: EngineDeps, run: BackupRun, place: Workplace) {
  const { capture, look, admin, snapshots, dumps, events } = place;
  const rediscover = () => findInstallation(deps, run.args.project);
  return {
    hold: (containers: readonly string[]) =>
      holdWriters(
        { docker: deps.docker, db: deps.db, watchdog: place.watchdog, socket: place.socket },
        run.journal,
        containers,
      ),
    capture,
    look,
    admin,
    snapshots,
    dumps,
    rediscover,
    settle: async () => {
      const { profile, server } = await rediscover();
      const resting = place.volumes.filter(({ key, role }) => role === 'included' && !profile.neverRest.includes(key));
      return settle({
        helper: capture,
        admin,
        databases: server.databases,
        events,
        roots: resting.map(rootOf),
        quietMs: restingFor(profile),
        signal: run.signal,
      });
    },
    sync: async () => void (await capture.order('capture.sync', { roots: place.volumes.map(rootOf) })),
    progress: run.progress,
    signal: run.signal,
  };
}

function restingFor({ agreement }: Profile): number {
  return agreement ? quietMs.withRule : quietMs.withoutRule;
}

function heldBy({ installation }: Caught): ReadonlySet<string> {
  return new Set(installation.writers.map(({ member }) => member.id));
}
