import type pg from 'pg';
import type { Evidence } from '../../archive/evidence.ts';
import type { EventWatch, Helper } from '../../docker/index.ts';
import { readActivity } from '../../postgres/index.ts';
import { spanSince } from './times.ts';

/** After this the backup goes on, and says that the services never came to rest. */
export const settleLimitMs = 60_000;

/** How long nothing must have happened. Longer where no agreement rule would notice a half-done change afterwards. */
export const quietMs = { withRule: 1_000, withoutRule: 2_500 };

type Settled = Evidence['settle'];

export type SettleDeps = {
  helper: Helper;
  admin: pg.Client;
  databases: readonly string[];
  events: EventWatch;
  /** Folders in the helper that must come to rest. */
  roots: readonly string[];
  quietMs: number;
  signal: AbortSignal;
};

/**
 * Waits until no service is in the middle of a change: no file written, nobody writing to the database and no Docker
 * event for a moment.
 */
export async function settle(deps: SettleDeps, limitMs: number): Promise<Settled> {
  const from = Date.now();
  const end = from + limitMs;
  let waitedFor: string[] = [];
  while (Date.now() < end) {
    deps.signal.throwIfAborted();
    const busy = await lookOnce(deps, end);
    if (busy.length === 0) return { ...spanSince(from), settled: true, waitedFor };
    waitedFor = busy;
  }
  return { ...spanSince(from), settled: false, waitedFor };
}

/** Watches for one quiet moment. @returns what was busy meanwhile; empty when nothing was */
async function lookOnce(deps: SettleDeps, end: number): Promise<string[]> {
  const before = await horizon(deps.admin);
  const files = await deps.helper.order(
    'capture.settle',
    { roots: [...deps.roots], quietMs: deps.quietMs, limitMs: Math.max(0, end - Date.now()) },
    { signal: deps.signal },
  );
  const [after, activity, events] = [
    await horizon(deps.admin),
    await readActivity(deps.admin, deps.databases),
    await deps.events.list(Date.now() - deps.quietMs, Date.now()),
  ];
  return [
    ...(files.settled ? [] : files.busy),
    ...(before === after ? [] : ['database']),
    ...activity.open.map(({ application, client }) => `database client ${application || client}`),
    ...events.filter(({ counted }) => counted).map(({ action, name }) => `${action} of ${name}`),
  ];
}

async function horizon(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ horizon: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as horizon',
  );
  return rows[0]?.horizon ?? '';
}
