import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Evidence } from '../../archive/evidence.ts';
import type { EventWatch } from '../../docker/index.ts';
import type { InstallationVolume, Profile } from '../../installation/index.ts';
import { readActivity } from '../../postgres/index.ts';
import type { Crew } from './crew.ts';
import type { DatabaseRest } from './database-rest.ts';
import { spanSince } from './times.ts';

/** After this the backup goes on, and says that the services never came to rest. */
export const settleLimitMs = 60_000;

/** How long nothing must have happened. Longer where no agreement rule would notice a half-done change afterwards. */
export const quietMs = { withRule: 1_000, withoutRule: 2_500 };

/** How long before the next look where this one found somebody busy. */
const everyMs = 100;

export type Settled = Evidence['settle'];

/** Whether a volume is waited for: some never come to rest, and volatile ones are not judged. */
export function mustRest({ neverRest }: Profile): (volume: InstallationVolume) => boolean {
  return ({ key, role }) => role === 'included' && !neverRest.includes(key);
}

/** What was seen of the last quiet moment: whatever is later, or other, woke up after it. */
export type AtRest = { sinceMs: number; horizon: string };

/** `atRest`: null when they never were. */
export type Settling = { settled: Settled; atRest: AtRest | null };

export type SettleDeps = {
  crew: Crew;
  /** Whether a volume must come to rest. */
  rests(volume: InstallationVolume): boolean;
  admin: pg.Client;
  databases: readonly string[];
  databaseRest: DatabaseRest;
  events: EventWatch;
  quietMs: number;
  /** ms since the epoch: what was before does not count, since the writers stood still then. */
  awakeSinceMs: number;
  /** What stands half done in files and rows; null when nothing does. */
  halfDone(): Promise<string | null>;
  /** Called when containers have come: the volumes that they bring along are copied meanwhile. */
  follow(): Promise<unknown>;
  signal: AbortSignal;
};

/**
 * Waits until no service is in the middle of a change: no file written, nobody writing to the database and no Docker
 * event for a moment, and files and rows name the same where a rule says so.
 */
export async function settle(deps: SettleDeps, limitMs: number): Promise<Settling> {
  const from = Date.now();
  const end = from + limitMs;
  let waitedFor: string[] = [];
  await pause(Math.max(0, deps.awakeSinceMs + deps.quietMs - from), undefined, { signal: deps.signal });
  while (Date.now() < end) {
    deps.signal.throwIfAborted();
    const { copies } = deps.crew;
    const { busy, atRest } = await whileFollowing(deps, () => lookOnce(deps, end));
    const came = deps.crew.copies > copies;
    if (busy.length === 0 && !came) return { settled: { ...spanSince(from), settled: true, waitedFor }, atRest };
    waitedFor = busy.length > 0 ? busy : cameMeanwhile;
    await pause(everyMs, undefined, { signal: deps.signal });
  }
  return { settled: { ...spanSince(from), settled: false, waitedFor }, atRest: null };
}

/** Who waited for a quiet moment first, and copied then, would find the next service being installed. */
async function whileFollowing<T>({ events, follow }: SettleDeps, look: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const following = (async () => {
    for await (const _ of events.starts(over.signal)) await follow();
  })();
  try {
    return await look();
  } finally {
    over.abort();
    await following;
  }
}

/** Watches for one quiet moment. @returns what was busy meanwhile; empty when nothing was */
async function lookOnce(deps: SettleDeps, end: number): Promise<{ busy: string[]; atRest: AtRest }> {
  const files = await lookAtFiles(deps, end);
  const sinceMs = Date.now() - deps.quietMs;
  const [database, activity, events, half] = [
    await deps.databaseRest.now(),
    await readActivity(deps.admin, deps.databases),
    await deps.events.list(Date.now() - deps.quietMs, Date.now()),
    await deps.halfDone(),
  ];
  const busy = [
    ...files,
    ...(database.sinceMs > sinceMs ? ['database'] : []),
    ...activity.open.map(({ application, client }) => `database client ${application || client}`),
    ...events.filter(({ counted }) => counted).map(({ action, name }) => `${action} of ${name}`),
    ...(half === null ? [] : [half]),
  ];
  return { busy, atRest: { sinceMs, horizon: database.horizon } };
}

async function lookAtFiles({ crew, rests, quietMs, signal }: SettleDeps, end: number): Promise<string[]> {
  const { copies } = crew;
  const limitMs = Math.max(0, end - Date.now());
  try {
    return await crew.settle({ volumes: crew.volumes.filter(rests), quietMs, limitMs }, signal);
  } catch (error) {
    if (crew.copies === copies) throw error;
    return cameMeanwhile; // a helper that was asked has made room for another one
  }
}

const cameMeanwhile = ['volumes that came'];
