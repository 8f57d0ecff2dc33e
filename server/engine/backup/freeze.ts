import type pg from 'pg';
import type { Evidence, OpenTransaction } from '../../archive/evidence.ts';
import type { Helper } from '../../docker/index.ts';
import { HoldfastError } from '../../errors/error.ts';
import type { Orders } from '../../helper/protocol.ts';
import type { Installation, InstallationVolume } from '../../installation/index.ts';
import {
  agreementNames,
  type HorizonMove,
  type PreparedDump,
  type PreparedSnapshot,
  readActivity,
  type Snapshot,
} from '../../postgres/index.ts';
import { compareNames } from '../consistency/agreement.ts';
import { copyDelta, type Delta, lookForMoves, rootOf } from './capture.ts';
import { type Hold, holdLimitMs } from './hold.ts';
import { together } from './together.ts';

/** A try sees changes from this long before its pause: clocks of files are coarse. */
const slackMs = 10;

export type FreezeDeps = {
  hold(containers: readonly string[]): Promise<Hold>;
  capture: Helper;
  look: Helper;
  admin: pg.Client;
  snapshots: readonly PreparedSnapshot[];
  dumps: readonly PreparedDump[];
  signal: AbortSignal;
};

/** What was taken while the writers stood still. */
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
  /** ms since the epoch. */
  pause: { firstSentAt: number; lastAnsweredAt: number };
  thaw: { firstSentAt: number; lastAnsweredAt: number };
  skewMs: number;
};

/** Why a try was given up: the writers run again, nothing was kept. */
export type GivenUp = { reason: string };

/**
 * One try: pauses the writers, takes everything that must be of one moment, resumes them.
 * @param last takes what there is even when a service was caught in the middle of a change; the verdict will say so
 * @returns what was taken, or why the try was given up
 */
export async function freezeOnce(
  deps: FreezeDeps,
  installation: Installation,
  volumes: readonly InstallationVolume[],
  attempt: number,
  last: boolean,
): Promise<Frozen | GivenUp> {
  await using hold = await deps.hold(installation.writers.map(({ member }) => member.id));
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(holdLimitMs - 5_000)]);
  const start = await readActivity(deps.admin, installation.server.databases);
  const busy = start.open[0];
  if (busy && !last) return { reason: `${busy.application || busy.client} was in the middle of a transaction` };

  const taken = await takeMoment(deps, installation, volumes, attempt, signal);
  if (taken === null) return { reason: 'a table was locked by a change under way' };
  if (taken.agreement && !taken.agreement.holds && !last) {
    return { reason: `${taken.agreement.name}: files and rows did not name the same` };
  }

  // pg_dump takes its own locks before the thaw: behind a TRUNCATE that waits for ours it would wait for ever.
  await together(taken.snapshots.map(async (snapshot, index) => deps.dumps[index]?.begin(snapshot)));
  const [end, moves, moved] = await together([
    readActivity(deps.admin, installation.server.databases),
    together(taken.snapshots.map((snapshot) => snapshot.movedSince())),
    lookForMoves(deps.capture, volumes, hold.paused.firstSentAt - slackMs),
  ]);
  const thaw = await hold.release();
  return {
    ...taken,
    openAtStart: start.open,
    openAtEnd: end.open,
    prepared: [...new Set([...start.prepared, ...end.prepared])],
    moves,
    moved,
    pause: hold.paused,
    thaw,
  };
}

type Moment = Pick<Frozen, 'snapshots' | 'deltas' | 'agreement' | 'mappings' | 'skewMs'>;

/** Everything that belongs to the moment, side by side; null when a table's lock could not be had. */
async function takeMoment(
  deps: FreezeDeps,
  installation: Installation,
  volumes: readonly InstallationVolume[],
  attempt: number,
  signal: AbortSignal,
): Promise<Moment | null> {
  const from = Date.now();
  try {
    const [rows, deltas, files, mappings] = await together([
      snapshotAndRows(deps, installation),
      copyDelta(deps.capture, volumes, attempt, signal),
      namesInFiles(deps.capture, installation, volumes),
      deps.look.order('look.mappings', {}, { signal }),
    ]);
    const rule = installation.profile.agreement;
    const agreement = rule && files && rows.names ? { name: rule.name, ...compareNames(files, rows.names) } : null;
    return { snapshots: rows.snapshots, deltas, agreement, mappings, skewMs: Date.now() - from };
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'postgres.open-transaction') return null;
    throw error;
  }
}

async function snapshotAndRows(
  { snapshots }: FreezeDeps,
  { profile }: Installation,
): Promise<{ snapshots: Snapshot[]; names: string[] | null }> {
  const taken = await together(snapshots.map((snapshot) => snapshot.take()));
  const first = taken[0];
  const names = profile.agreement && first ? await agreementNames(first.client, profile.agreement.query) : null;
  return { snapshots: taken, names };
}

async function namesInFiles(
  capture: Helper,
  { profile: { agreement } }: Installation,
  volumes: readonly InstallationVolume[],
): Promise<string[] | null> {
  const volume = volumes.find(({ key }) => key === agreement?.volume);
  if (!agreement || !volume) return null;
  const { names } = await capture.order('capture.names', {
    root: rootOf(volume),
    glob: agreement.glob,
    capture: agreement.capture,
  });
  return names;
}
