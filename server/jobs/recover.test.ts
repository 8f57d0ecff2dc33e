import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail } from '../errors/error.ts';
import { appendJournal, closeJournal, getJob, logOf, openJournals, stagesOf, takeNextJob } from '../store/index.ts';
import { temporaryDatabase } from '../store/testing.ts';
import { enqueue, type Handlers, type JobHandler, recoverAtStart, startRunner } from './index.ts';

let world: Awaited<ReturnType<typeof temporaryDatabase>>;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  world = await temporaryDatabase();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const job = { kind: 'backup', project: 'shop', args: {}, subject: 'Back up shop', createdBy: 'anna' } as const;

function recovering(recover: JobHandler['recover']): Handlers {
  const run: JobHandler['run'] = async () => ({ result: null });
  return { backup: { kind: 'backup', stages: [], run, recover } };
}

test('a job whose process was killed in the middle is recovered at the next start, and the queue goes on', async () => {
  const id = await enqueue(world.db, job);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'fixtures/dies-in-a-job.ts'), world.folder]);
  await vi.waitFor(async () => expect((await stagesOf(world.db, id))[0]?.state).toBe('running'), { timeout: 10_000 });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect((await getJob(world.db, id)).state).toBe('running');

  const handlers = recovering(async ({ job: left }) => {
    expect(left.id).toBe(id);
    return { state: 'failed', outcome: { result: null, side: 'old' } };
  });
  await recoverAtStart(world.db, handlers, silent);
  const recovered = await getJob(world.db, id);
  expect(recovered).toMatchObject({ state: 'failed', side: 'old' });
  expect(recovered.recovered).toContain('put everything back');
  expect((await stagesOf(world.db, id))[0]?.state).toBe('failed');
  expect((await logOf(world.db, id)).length).toBeGreaterThan(0);

  const next = await enqueue(world.db, job);
  const runner = startRunner(world.db, handlers, { log: silent, pollMs: 5 });
  await vi.waitFor(async () => expect((await getJob(world.db, next)).state).toBe('succeeded'));
  await runner.stop();
});

test('a job that recovery cannot decide stays interrupted, holds its installation, and is tried again', async () => {
  const id = await enqueue(world.db, job);
  await takeNextJob(world.db, new Date());
  const undecided = recovering(async () => {
    throw fail('docker.unreachable', { endpoint: 'unix:///gone' });
  });
  await recoverAtStart(world.db, undecided, silent);
  expect(await getJob(world.db, id)).toMatchObject({ state: 'interrupted', error: { code: 'docker.unreachable' } });

  await enqueue(world.db, job);
  expect(await takeNextJob(world.db, new Date())).toBeNull();

  const decided = recovering(async () => ({ state: 'succeeded', outcome: { result: 1, side: 'new' } }));
  const runner = startRunner(world.db, decided, { log: silent, pollMs: 5, retryMs: 5 });
  await vi.waitFor(async () =>
    expect(await getJob(world.db, id)).toMatchObject({ state: 'succeeded', side: 'new', error: null }),
  );
  await runner.stop();
});

test('a journal that nobody closed is found at start, with its steps in order', async () => {
  const id = await enqueue(world.db, job);
  await appendJournal(world.db, id, 'hold', { containers: ['a', 'b'] });
  await appendJournal(world.db, id, 'thaw');
  expect(await openJournals(world.db)).toMatchObject([
    { jobId: id, project: 'shop', steps: [{ step: 'hold', data: { containers: ['a', 'b'] } }, { step: 'thaw' }] },
  ]);
  await closeJournal(world.db, id);
  expect(await openJournals(world.db)).toEqual([]);
  await expect(appendJournal(world.db, id, 'late')).rejects.toMatchObject({ code: 'jobs.journal-closed' });
});
