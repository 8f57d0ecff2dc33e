import type { JobId } from '../../../archive/ids.ts';
import type { JobContext, JobHandler, JobKind, Progress } from '../../../jobs/contract.ts';
import { type Database, finishJob, getJob, insertJob, type JobEnd } from '../../../store/index.ts';

/** Stages and lines of a job, for a test to look at. */
export type Told = { stages: string[]; lines: string[] };

export function recording(onStage: (name: string) => void = () => {}): { progress: Progress; told: Told } {
  const told: Told = { stages: [], lines: [] };
  return {
    told,
    progress: {
      stage(name) {
        told.stages.push(name);
        onStage(name);
      },
      advance: () => {},
      log: (source, text) => void told.lines.push(`${source}: ${text}`),
    },
  };
}

/** Puts a job into the database as running, as the runner would have taken it. */
export async function takenJob(db: Database, kind: JobKind, project: string, args: object): Promise<JobId> {
  const id = await insertJob(db, { kind, project, args, subject: kind, createdBy: 'test' }, new Date());
  await db
    .updateTable('jobs')
    .set({ state: 'running', started_at: new Date().toISOString() })
    .where('id', '=', id)
    .execute();
  return id;
}

/** Runs a handler on a job to its end, as the runner does, and stores how it ended. */
export async function runTaken(
  db: Database,
  handler: JobHandler,
  id: JobId,
  told = recording(),
  signal: AbortSignal = new AbortController().signal,
): Promise<JobEnd> {
  const context: JobContext = { job: await getJob(db, id), signal, progress: told.progress };
  const { state = 'succeeded', ...outcome } = await handler.run(context);
  const end: JobEnd = { state, ...outcome };
  await finishJob(db, id, end, new Date());
  return end;
}

/** What the next start does with a job whose process died. */
export async function recoverTaken(db: Database, handler: JobHandler, id: JobId, told = recording()): Promise<JobEnd> {
  const context: JobContext = {
    job: await getJob(db, id),
    signal: new AbortController().signal,
    progress: told.progress,
  };
  const { state, outcome, error } = await handler.recover(context);
  const end: JobEnd = { ...outcome, state, ...(error ? { error } : {}) };
  await finishJob(db, id, end, new Date());
  return end;
}
