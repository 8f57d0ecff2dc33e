import { join } from 'node:path';
import type { ArchiveId, JobId } from '../../archive/ids.ts';
import { sweepHelpers } from '../../docker/index.ts';
import type { Installation, Profile, Strategy } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { type Facts, judge } from '../consistency/judge.ts';
import type { EngineDeps } from '../dependencies.ts';
import { collect } from './after-thaw.ts';
import type { BackupArgs } from './args.ts';
import { preCopy } from './capture.ts';
import { Crew, type CrewDeps } from './crew.ts';
import { gatherFacts } from './facts.ts';
import { findGround } from './footing.ts';
import { holdWriters } from './hold.ts';
import { findInstallation, type Preflight, preflight } from './preflight.ts';
import { agreementOf, halfDone, namesInFiles } from './rule.ts';
import { sealArchive, type Taken } from './seal.ts';
import { mustRest, quietMs, settle, settleLimitMs } from './settle.ts';
import { together } from './together.ts';
import { type Caught, captured, catchMoment, type TryDeps } from './tries.ts';
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

/**
 * Takes one archive: volumes and database of one moment.
 * @throws whatever went wrong; then the writers run, and nothing of the archive is left.
 */
export async function runBackup(deps: EngineDeps, run: BackupRun): Promise<{ archiveId: ArchiveId }> {
  const startedAt = deps.clock().getTime();
  run.progress.stage('Preflight', 'looks at Docker, the database and the space that is left');
  const looked = await preflight(deps, run.args);
  try {
    const folders = await prepareFolders(deps, run.job);
    const { facts, ...parts } = await take(deps, run, looked, folders, startedAt);
    const evidence = { ...facts, ...judge(facts), sealedAt: deps.clock().toISOString() };
    const archiveId = await sealArchive(deps, run, folders, { ...parts, evidence });
    run.progress.log('seal', `${archiveId} is ${evidence.verdict}`);
    return { archiveId };
  } catch (error) {
    // What could not be removed while Docker was away. Where it still is, the sweep at the next start does it.
    await sweepHelpers(deps, { job: run.job, keepRoles: ['watchdog'] }).catch(() => undefined);
    await deps.store.discard(run.job);
    throw error;
  }
}

/** Helpers, sidecars and sessions are gone when this returns: what stands in the job's folder is the archive's alone. */
async function take(
  deps: EngineDeps,
  run: BackupRun,
  { installation, strategy, last }: Preflight,
  folders: JobFolders,
  startedAt: number,
): Promise<Omit<Taken, 'evidence'> & { facts: Facts }> {
  const { progress, signal } = run;
  const volumes = captured(installation.volumes);
  const { base, footing } = await findGround(deps, run, last);
  await using place = await openWorkplace(
    deps,
    {
      folders,
      installation,
      volumes,
      copy: (helpers, signal) => {
        progress.stage('Pre-copy', `${volumes.length} volumes, while everything runs`);
        const copy: CrewDeps['copy'] = (helper, some, nth) => preCopy(helper, some, { footing, nth }, progress, signal);
        return Crew.copy({ ...helpers, copy }, volumes);
      },
    },
    progress,
    signal,
  );
  const caught = await catchMoment(tryDeps(deps, run, { installation, strategy, place }), installation);

  progress.stage('Dump', `${place.databases.join(', ')}, from the frozen moment, while everything runs again`);
  const [collected] = await together([
    collect(place, caught.frozen, heldBy(caught), progress, signal),
    place.endFreezes(),
  ]);
  progress.stage('Judge and seal', 'evidence, hashes, signature');
  const preCopied = place.crew.copied;
  const facts = await gatherFacts({ startedAt, preCopied, caught, collected, events: place.events });
  return { base, preCopied, caught, collected, facts };
}

async function prepareFolders(deps: EngineDeps, job: JobId): Promise<JobFolders> {
  const work = await deps.store.prepare(job);
  const archive = join(work, 'archive');
  return { job, work, archive };
}

type Ready = { installation: Installation; strategy: Strategy; place: Workplace };

function tryDeps(deps: EngineDeps, run: BackupRun, { installation, strategy, place }: Ready): TryDeps {
  const { crew, look, admin, databases, databaseRest, snapshots, dumps, events } = place;
  const holding = { ...deps, watchdog: place.watchdog, socket: place.socket };
  const rediscover = () => findInstallation(deps, run.args);
  const half = halfDone(() => askRule(crew, installation.profile, snapshots));
  return {
    strategy,
    hold: (installation) => holdWriters(holding, run.journal, strategy, installation),
    crew,
    look,
    admin,
    databases,
    snapshots,
    dumps,
    rediscover,
    settleLimitMs: run.settleLimitMs ?? settleLimitMs,
    settle: ({ profile }, limitMs, awakeSinceMs) => {
      const rests = mustRest(profile);
      const follow = async () => crew.follow(captured((await rediscover()).volumes));
      const given = { crew, rests, follow, halfDone: half, admin, databases, databaseRest, events, awakeSinceMs };
      return settle({ ...given, quietMs: restingFor(profile), signal: run.signal }, limitMs);
    },
    sync: () => crew.sync(),
    progress: run.progress,
    signal: run.signal,
  };
}

/** While everything runs. */
async function askRule(crew: Crew, { agreement: rule }: Profile, [first]: Workplace['snapshots']) {
  if (rule === null || !first) return null;
  const [files, rows] = await together([namesInFiles(crew, rule), first.ask(rule.query)]);
  return agreementOf(rule, files, rows);
}

function restingFor({ agreement }: Profile): number {
  return agreement ? quietMs.withRule : quietMs.withoutRule;
}

function heldBy({ installation, strategy }: Caught): ReadonlySet<string> {
  if (strategy === 'observe') return new Set();
  return new Set(installation.writers.map(({ member }) => member.id));
}
