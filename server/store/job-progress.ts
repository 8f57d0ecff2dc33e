import type { JobId } from '../archive/ids.ts';
import type { Advance, StageSpec } from '../jobs/contract.ts';
import type { Database } from './database.ts';

export type StoredStage = {
  position: number;
  name: string;
  cancel: string | null;
  locked: string | null;
  state: 'ahead' | 'running' | 'done' | 'failed';
  detail: string | null;
  startedAt: string | null;
  finishedAt: string | null;
};

export type StoredLane = {
  stage: string;
  lane: string;
  bytes: number;
  bytesTotal: number | null;
  entries: number;
  entriesTotal: number | null;
  stored: number;
  firstAt: string;
  lastAt: string;
};

/** Notes the stages that a job will pass, with what cancelling does in each. Keeps what an earlier start of it wrote. */
export async function planStages(db: Database, id: JobId, stages: readonly StageSpec[]): Promise<void> {
  if (stages.length === 0) return;
  await db
    .insertInto('job_stages')
    .values(
      stages.map((stage, position) => ({
        job_id: id,
        position,
        name: stage.name,
        cancel: stage.cancel,
        locked: stage.locked ?? null,
        state: 'ahead',
        detail: null,
        started_at: null,
        finished_at: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends the running stage and begins the named one; a name that was not planned is added at the end, locked. */
export async function beginStage(
  db: Database,
  id: JobId,
  name: string,
  detail: string | null,
  at: Date,
): Promise<void> {
  await db.transaction().execute(async (step) => {
    await endRunning(step, id, 'done', at);
    const begun = { state: 'running', detail, started_at: at.toISOString(), finished_at: null };
    const known = await step
      .updateTable('job_stages')
      .set(begun)
      .where('job_id', '=', id)
      .where('name', '=', name)
      .executeTakeFirst();
    if (known.numUpdatedRows === 0n) {
      const last = await step
        .selectFrom('job_stages')
        .select((eb) => eb.fn.max('position').as('position'))
        .where('job_id', '=', id)
        .executeTakeFirst();
      const position = (last?.position ?? -1) + 1;
      await step
        .insertInto('job_stages')
        .values({ job_id: id, position, name, cancel: null, locked: null, ...begun })
        .execute();
    }
    await touch(step, id);
  });
}

/** Ends the running stage as `done` or `failed`. */
export async function endStage(db: Database, id: JobId, state: 'done' | 'failed', at: Date): Promise<void> {
  await endRunning(db, id, state, at);
  await touch(db, id);
}

async function endRunning(db: Database, id: JobId, state: 'done' | 'failed', at: Date): Promise<void> {
  await db
    .updateTable('job_stages')
    .set({ state, finished_at: at.toISOString() })
    .where('job_id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

export async function stagesOf(db: Database, id: string): Promise<StoredStage[]> {
  const rows = await db.selectFrom('job_stages').selectAll().where('job_id', '=', id).orderBy('position').execute();
  return rows.map((row) => ({
    position: row.position,
    name: row.name,
    cancel: row.cancel,
    locked: row.locked,
    state: row.state as StoredStage['state'],
    detail: row.detail,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }));
}

export type LaneNumbers = { stage: string; lane: string; numbers: Omit<Advance, 'lane'>; firstAt: Date; lastAt: Date };

/** Writes the newest numbers of lanes (each replaces what stood there; absent ones stay). */
export async function writeLanes(db: Database, id: JobId, lanes: LaneNumbers[]): Promise<void> {
  await db.transaction().execute(async (step) => {
    for (const { stage, lane, numbers, firstAt, lastAt } of lanes) {
      const given = {
        ...(numbers.bytes === undefined ? {} : { bytes: numbers.bytes }),
        ...(numbers.bytesTotal === undefined ? {} : { bytes_total: numbers.bytesTotal }),
        ...(numbers.entries === undefined ? {} : { entries: numbers.entries }),
        ...(numbers.entriesTotal === undefined ? {} : { entries_total: numbers.entriesTotal }),
        ...(numbers.stored === undefined ? {} : { stored: numbers.stored }),
        last_at: lastAt.toISOString(),
      };
      await step
        .insertInto('job_lanes')
        .values({
          bytes: 0,
          bytes_total: null,
          entries: 0,
          entries_total: null,
          stored: 0,
          ...given,
          job_id: id,
          stage,
          lane,
          first_at: firstAt.toISOString(),
        })
        .onConflict((conflict) => conflict.columns(['job_id', 'stage', 'lane']).doUpdateSet(given))
        .execute();
    }
    await touch(step, id);
  });
}

export async function lanesOf(db: Database, id: string): Promise<StoredLane[]> {
  const rows = await db
    .selectFrom('job_lanes')
    .selectAll()
    .where('job_id', '=', id)
    .orderBy('first_at')
    .orderBy('lane')
    .execute();
  return rows.map((row) => ({
    stage: row.stage,
    lane: row.lane,
    bytes: row.bytes,
    bytesTotal: row.bytes_total,
    entries: row.entries,
    entriesTotal: row.entries_total,
    stored: row.stored,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
}

/** Mean duration in ms of each stage over the last runs of this kind that succeeded, by stage. */
export async function expectedStageMs(
  db: Database,
  kind: string,
  project: string,
  runs = 5,
): Promise<Map<string, number>> {
  const recent = db
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', kind)
    .where('project', '=', project)
    .where('state', '=', 'succeeded')
    .where('recovered', 'is', null)
    .orderBy('finished_at', 'desc')
    .limit(runs);
  const rows = await db
    .selectFrom('job_stages')
    .select(['name', 'started_at', 'finished_at'])
    .where('job_id', 'in', recent)
    .where('state', '=', 'done')
    .execute();
  const spans = Map.groupBy(rows, (row) => row.name);
  return new Map(
    [...spans].map(([name, each]) => [name, mean(each.map((row) => spanMs(row.started_at, row.finished_at)))]),
  );
}

function spanMs(from: string | null, to: string | null): number {
  return from && to ? Date.parse(to) - Date.parse(from) : 0;
}

function mean(values: number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

async function touch(db: Database, id: JobId): Promise<void> {
  await db
    .updateTable('jobs')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
