import type pg from 'pg';
import type { Evidence, OpenTransaction } from '../../archive/evidence.ts';
import type { Helper, HoldTimes } from '../../docker/index.ts';
import type { Orders } from '../../helper/protocol.ts';
import type { Installation, Strategy } from '../../installation/index.ts';
import {
  agreementNames,
  type HorizonMove,
  nextTransaction,
  type PreparedDump,
  type PreparedSnapshot,
  readActivity,
  type Snapshot,
} from '../../postgres/index.ts';
import { copyDelta, type Delta, lookForMoves } from './capture.ts';
import type { Crew } from './crew.ts';
import type { Hold } from './hold.ts';
import { agreementOf, disagreementOf, namesInFiles } from './rule.ts';
import { type AtRest, mustRest } from './settle.ts';
import { type Step, Stopwatch } from './times.ts';
import { together } from './together.ts';
import { lockRefused, Misgivings } from './unfit.ts';

/** A try sees changes from this long before its pause: clocks of files are coarse. */
const slackMs = 10;

/** What belongs to the moment is taken within this time, well before the watchdog gives up on us. */
const captureLimitMs = 25_000;

export type FreezeDeps = {
  strategy: Strategy;
  hold(installation: Installation): Promise<Hold>;
  crew: Crew;
  look: Helper;
  admin: pg.Client;
  databases: readonly string[];
  snapshots: readonly PreparedSnapshot[];
  dumps: readonly PreparedDump[];
  signal: AbortSignal;
};

/** What was taken of one moment. */
export type Frozen = {
  snapshots: Snapshot[];
  deltas: Delta[];
  agreement: Evidence['agreement'];
  mappings: Orders['look.mappings']['result'];
  openAtStart: OpenTransaction[];
  openAtEnd: OpenTransaction[];
  prepared: string[];
  moves: HorizonMove[];
  moved: Map<string, Orders['capture.moved']['result']['moved']>;
  /** What happened between the rest that was waited for and the pause; null when nothing did. */
  wokeUp: string | null;
  /** ms since the epoch. Where nobody is held both are moments: the beginning and the end of what is compared. */
  pause: HoldTimes;
  thaw: HoldTimes;
  skewMs: number;
  steps: Step[];
};

/** Why a try was given up: the writers run again, nothing was kept. */
export type GivenUp = { reason: string };

type Try = {
  installation: Installation;
  /** What was seen when the services had come to rest; null when they had not. */
  atRest: AtRest | null;
  attempt: number;
  last: boolean;
};

/**
 * One try: holds the writers, takes everything that must be of one moment, lets them go. All of it is done side by side;
 * whoever finds that the moment is no good ends the others.
 * @param last takes what there is even when a service was caught in the middle of a change; the verdict will say so
 * @returns what was taken, or why the try was given up
 */
export async function freezeOnce(deps: FreezeDeps, { last, ...given }: Try): Promise<Frozen | GivenUp> {
  const watch = new Stopwatch();
  const misgivings = new Misgivings(last);
  const hold = await watch.of('hold', deps.hold(given.installation));
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(captureLimitMs), misgivings.signal]);
  try {
    const snapshots = watch.of('snapshots', takeSnapshots(deps.snapshots).catch(misgivings.rethrow(lockRefused)));
    const [{ taken, skewMs, end }, mappings] = await together([
      takeMoment(deps, given, hold.began, snapshots, { watch, misgivings, signal }),
      watch.of('mappings', deps.look.order('look.mappings', {}, { signal })),
      watch.of('dumps', beginDumps(deps.dumps, snapshots)),
    ]);
    const thaw = await watch.of('release', hold.release());
    return {
      ...taken,
      ...end,
      mappings,
      openAtStart: taken.start.open,
      prepared: [...new Set([...taken.start.prepared, ...end.prepared])],
      pause: hold.began,
      thaw,
      skewMs,
      steps: watch.steps,
    };
  } catch (error) {
    if (misgivings.reason === null) throw error;
    return { reason: misgivings.reason };
  } finally {
    // That Docker was away says more than whatever failed because of it: what this throws takes that one's place.
    await hold.release();
  }
}

type Company = { watch: Stopwatch; misgivings: Misgivings; signal: AbortSignal };

/** Takes what belongs to the moment, side by side, and looks whether anything moved meanwhile. */
async function takeMoment(
  deps: FreezeDeps,
  given: Omit<Try, 'last'>,
  began: HoldTimes,
  snapshots: Promise<Snapshot[]>,
  company: Company,
) {
  const from = Date.now();
  const taken = await takeParts(deps, given, snapshots, company);
  const skewMs = Date.now() - from;
  const wokeUp = whatWokeUp(deps.strategy, given, taken);
  company.misgivings.raise(wokeUp);
  const end = await company.watch.of('last look', lookAgain(deps, taken.snapshots, began.firstSentAt));
  if (deps.strategy === 'observe') company.misgivings.raise(whatMoved(deps.crew, end));
  return { taken: { ...taken, wokeUp }, skewMs, end };
}

async function takeParts(
  deps: FreezeDeps,
  { installation, attempt }: Omit<Try, 'last'>,
  snapshots: Promise<Snapshot[]>,
  { watch, misgivings, signal }: Company,
) {
  const [start, taken, deltas, agreement] = await together([
    watch.of('clients', readActivity(deps.admin, deps.databases)).then((activity) => {
      const [busy] = activity.open;
      misgivings.raise(busy ? `${busy.application || busy.client} was in the middle of a transaction` : null);
      return activity;
    }),
    snapshots,
    watch.of('files', copyDelta(deps.crew, attempt, signal)),
    watch.of('names', agree(deps.crew, installation, snapshots)).then((agreement) => {
      misgivings.raise(disagreementOf(agreement));
      return agreement;
    }),
  ]);
  return { start, snapshots: taken, deltas, agreement };
}

/**
 * What happened between the rest that was waited for and the pause: a change that began just then stands half done here.
 * Services that were stopped wrote on their way out.
 */
function whatWokeUp(
  strategy: Strategy,
  { installation, atRest }: Omit<Try, 'last'>,
  { deltas, snapshots }: { deltas: readonly Delta[]; snapshots: readonly Snapshot[] },
): string | null {
  if (atRest === null || strategy === 'stop') return null;
  const sinceNs = BigInt(Math.ceil(atRest.sinceMs)) * 1_000_000n;
  const rests = mustRest(installation.profile);
  const woken = deltas.find(({ volume, delta: { latestNs } }) => rests(volume) && BigInt(latestNs ?? 0) >= sinceNs);
  if (woken) return `files of ${woken.volume.key} were written after the services had come to rest`;
  const written = snapshots.some(({ horizon }) => nextTransaction(horizon) !== atRest.horizon);
  return written ? 'somebody wrote to the database after the services had come to rest' : null;
}

async function takeSnapshots(prepared: readonly PreparedSnapshot[]): Promise<Snapshot[]> {
  return together(prepared.map((snapshot) => snapshot.take()));
}

/** pg_dump takes its own locks before the thaw: behind a TRUNCATE that waits for ours it would wait for ever. */
async function beginDumps(dumps: readonly PreparedDump[], snapshots: Promise<Snapshot[]>): Promise<void> {
  await together((await snapshots).map(async (snapshot, index) => dumps[index]?.begin(snapshot)));
}

/** The profile's rule: the same names in files and rows; null where it has none. */
async function agree(
  crew: Crew,
  { profile: { agreement: rule } }: Installation,
  snapshots: Promise<Snapshot[]>,
): Promise<Evidence['agreement']> {
  if (rule === null) return null;
  const [files, [first]] = await together([namesInFiles(crew, rule), snapshots]);
  return first ? agreementOf(rule, files, await agreementNames(first.client, rule.query)) : null;
}

type End = Pick<Frozen, 'openAtEnd' | 'prepared' | 'moves' | 'moved'>;

/** The last act of the moment: whether anything moved since its beginning. */
async function lookAgain(deps: FreezeDeps, snapshots: readonly Snapshot[], beganAt: number): Promise<End> {
  const [{ open, prepared }, moves, moved] = await together([
    readActivity(deps.admin, deps.databases),
    together(snapshots.map((snapshot) => snapshot.movedSince())),
    lookForMoves(deps.crew, { sinceMs: beganAt - slackMs, seenToo: deps.strategy === 'observe' }),
  ]);
  return { openAtEnd: open, prepared, moves, moved };
}

/** Where nobody is held, what moved while we looked is a reason to try again. */
function whatMoved({ largestFirst: volumes }: Crew, { moves, moved, openAtEnd }: End): string | null {
  const files = volumes.find(({ name, role }) => role === 'included' && (moved.get(name)?.count ?? 0) > 0);
  if (files) return `files of ${files.key} moved while they were copied`;
  if (moves.some((move) => move.moved && !move.explained)) return 'somebody wrote to the database meanwhile';
  const [busy] = openAtEnd;
  return busy ? `${busy.application || busy.client} began a transaction meanwhile` : null;
}
