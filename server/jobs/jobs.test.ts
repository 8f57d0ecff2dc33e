import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail } from '../errors/error.ts';
import { findJob, getJob, logOf, stagesOf } from '../store/index.ts';
import { temporaryDatabase } from '../store/testing.ts';
import {
  cancelJob,
  enqueue,
  type Handlers,
  type JobContext,
  type JobHandler,
  jobView,
  type Runner,
  startRunner,
  watchJob,
} from './index.ts';

let world: Awaited<ReturnType<typeof temporaryDatabase>>;
let runner: Runner | undefined;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(async () => {
  world = await temporaryDatabase();
});
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  await world[Symbol.asyncDispose]();
});

const stages = [
  { name: 'Copy', cancel: 'Removes what was copied.' },
  { name: 'Swap', cancel: null, locked: 'The swap is under way.' },
];

function handler(kind: JobHandler['kind'], run: JobHandler['run']): Handlers {
  return { [kind]: { kind, stages, run, recover: async () => ({ state: 'failed' }) } };
}

function start(handlers: Handlers) {
  runner = startRunner(world.db, handlers, { log: silent, pollMs: 5 });
}

function ask(kind: JobHandler['kind'], project = 'shop', idempotencyKey?: string) {
  return enqueue(world.db, {
    kind,
    project,
    args: {},
    subject: `${kind} of ${project}`,
    createdBy: 'anna',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  });
}

const ended = (id: string) =>
  vi.waitFor(async () => {
    const job = await getJob(world.db, id);
    expect(job.finishedAt).not.toBeNull();
    return job;
  });

const aborted = ({ signal }: JobContext) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('stores the result, the stages and the log of a job that succeeds', async () => {
  start(
    handler('verify', async ({ progress }) => {
      progress.stage('Copy', 'Reads three volumes.');
      progress.log('tar', 'read 3 files');
      progress.advance({ lane: 'data', bytes: 10, bytesTotal: 20 });
      progress.stage('Swap');
      return { result: { checked: 3 } };
    }),
  );
  const job = await ended(await ask('verify'));
  expect(job).toMatchObject({ state: 'succeeded', result: { checked: 3 }, error: null });
  const view = await jobView(world.db, job);
  expect(view.stages.map((stage) => [stage.name, stage.state])).toEqual([
    ['Copy', 'done'],
    ['Swap', 'done'],
  ]);
  expect(view.lanes).toMatchObject([{ lane: 'data', stage: 'Copy', bytes: 10, bytesTotal: 20 }]);
  expect((await logOf(world.db, job.id)).map((line) => line.text)).toEqual(['read 3 files']);
});

test('a job asked for twice with the same key is one job', async () => {
  let runs = 0;
  start(
    handler('backup', async () => {
      runs += 1;
      return { result: null };
    }),
  );
  const [one, two] = await Promise.all([ask('backup', 'shop', 'key-1'), ask('backup', 'shop', 'key-1')]);
  expect(two).toBe(one);
  await ended(one);
  expect(await ask('backup', 'shop', 'key-1')).toBe(one);
  await ended(await ask('backup'));
  expect(runs).toBe(2);
  await expect(ask('restore', 'shop', 'key-1')).rejects.toMatchObject({ code: 'jobs.key-taken' });
});

test('one job changes an installation at a time; others run beside it', async () => {
  let running = 0;
  let most = 0;
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const held: JobHandler['run'] = async () => {
    running += 1;
    most = Math.max(most, running);
    await gate;
    running -= 1;
    return { result: null };
  };
  start({
    ...handler('backup', held),
    ...handler('restore', held),
    ...handler('verify', async () => ({ result: null })),
  });
  const first = await ask('backup');
  await vi.waitFor(async () => expect((await getJob(world.db, first)).state).toBe('running'));
  const second = await ask('restore');
  await ended(await ask('verify'));
  expect((await getJob(world.db, second)).state).toBe('queued');
  const elsewhere = await ask('backup', 'other');
  await vi.waitFor(async () => expect((await getJob(world.db, elsewhere)).state).toBe('running'));
  expect(most).toBe(2);
  open();
  await Promise.all([first, second, elsewhere].map(ended));
});

test('cancelling a running job aborts it where its stage allows that, and says what it does', async () => {
  start(
    handler('backup', async (context) => {
      context.progress.stage('Copy');
      return aborted(context);
    }),
  );
  const id = await ask('backup');
  await vi.waitFor(async () => expect((await stagesOf(world.db, id))[0]?.state).toBe('running'));
  expect(await cancelJob(world.db, id)).toBe('Removes what was copied.');
  expect(await ended(id)).toMatchObject({ state: 'cancelled', error: null });
  await expect(cancelJob(world.db, id)).rejects.toMatchObject({ code: 'jobs.cannot-cancel' });
});

test('a stage that must run to its end refuses the cancel with its reason', async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  start(
    handler('restore', async ({ progress, signal }) => {
      progress.stage('Swap');
      await gate;
      return { result: { aborted: signal.aborted }, side: 'new' };
    }),
  );
  const id = await ask('restore');
  await vi.waitFor(async () => expect((await stagesOf(world.db, id))[1]?.state).toBe('running'));
  await expect(cancelJob(world.db, id)).rejects.toThrow('The swap is under way.');
  open();
  expect(await ended(id)).toMatchObject({ state: 'succeeded', side: 'new', result: { aborted: false } });
});

test('a job that waits is cancelled at once and never runs', async () => {
  const id = await ask('backup');
  await cancelJob(world.db, id);
  let ran = false;
  start(
    handler('backup', async () => {
      ran = true;
      return { result: null };
    }),
  );
  await ended(await ask('backup', 'other'));
  ran = false;
  expect((await findJob(world.db, id))?.state).toBe('cancelled');
  expect(ran).toBe(false);
});

test('a thrown error ends the job as failed with its report; the stage that failed is marked', async () => {
  start(
    handler('backup', async ({ progress }) => {
      progress.stage('Copy');
      throw fail('docker.unreachable', { endpoint: 'unix:///run/docker.sock' });
    }),
  );
  const id = await ask('backup');
  expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'docker.unreachable', exit: 4 } });
  expect((await stagesOf(world.db, id))[0]?.state).toBe('failed');
});

test('a restore that rolled itself back is failed with the old side', async () => {
  const error = { code: 'internal.defect', title: '', cause: '', remedy: '', exit: 1, docs: '' } as const;
  start(handler('restore', async () => ({ result: null, side: 'old', state: 'failed', error })));
  expect(await ended(await ask('restore'))).toMatchObject({ state: 'failed', side: 'old', error: { exit: 1 } });
});

test('passwords and tokens reach neither arguments, log nor errors', async () => {
  start(
    handler('backup', async ({ progress }) => {
      progress.log('pg_dump', 'PGPASSWORD=hunter2 pg_dump postgres://holdfast:hunter2@db/app');
      progress.log('curl', 'Authorization: Bearer hunter2hunter2');
      throw new Error('could not connect to postgres://holdfast:hunter2@db/app');
    }),
  );
  const id = await enqueue(world.db, {
    kind: 'backup',
    project: 'shop',
    args: { password: 'hunter2' },
    subject: '',
    createdBy: 'anna',
  });
  const job = await ended(id);
  const stored = JSON.stringify([job, await logOf(world.db, id)]);
  expect(stored).not.toContain('hunter2');
  expect(stored).toContain('postgres://holdfast:…@db/app');
});

test('a watcher sees each change and the end, and starts nothing', async () => {
  let runs = 0;
  const id = await ask('backup');
  const seen: string[] = [];
  const watching = (async () => {
    for await (const view of watchJob(world.db, id, new AbortController().signal)) seen.push(view.state);
  })();
  await vi.waitFor(() => expect(seen).toEqual(['queued']));
  start(
    handler('backup', async () => {
      runs += 1;
      return { result: null };
    }),
  );
  await watching;
  expect(seen.at(-1)).toBe('succeeded');
  expect(runs).toBe(1);
});

test('numbers are written a few times a second, not at each report', async () => {
  start(
    handler('verify', async ({ progress }) => {
      progress.stage('Copy');
      for (let bytes = 0; bytes <= 5000; bytes += 1) progress.advance({ bytes, bytesTotal: 5000 });
      return { result: null };
    }),
  );
  const job = await ended(await ask('verify'));
  expect(job.revision).toBeLessThan(10);
  expect((await jobView(world.db, job)).lanes[0]?.bytes).toBe(5000);
});
