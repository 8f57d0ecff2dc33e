import { expect, it } from 'vitest';
import { appendJournal, insertJob } from '../../../store/index.ts';
import { temporaryDatabase } from '../../../store/testing.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { Intent } from '../swap/intent.ts';
import { recording } from '../testing/run-job.ts';
import { alsoWhatRan, bringBackWhatRan } from './what-ran.ts';

const progress = () => recording().progress;
const service = (name: string, ran = 'running') => ({ id: `id-${name}`, name: `shop_${name}`, service: name, ran });
const ran = {
  database: service('database'),
  services: [service('app'), service('broker'), service('mirror', 'paused'), service('gone'), service('proxy')],
};

/** Docker as it is after its end: only the proxy runs, the broker does not start, and one was removed. */
function fakeDocker(bridge: string | null) {
  const state = new Map(
    Object.entries({ database: 'exited', app: 'exited', broker: 'dead', mirror: 'exited', proxy: 'running' }),
  );
  const did: string[] = [];
  const container = (id: string) => {
    const name = id.replace('id-', '');
    return {
      inspect: async () => ({
        Id: id,
        Name: `/shop_${name}`,
        State: {
          Status: state.get(name),
          Running: state.get(name) === 'running',
          Paused: false,
          StartedAt: '2020-01-01T00:00:00Z',
        },
        Config: {},
      }),
      async start() {
        if (name === 'broker') throw Object.assign(new Error('no such device'), { statusCode: 500 });
        did.push(`start ${name}`);
        state.set(name, 'running');
      },
      pause: async () => void did.push(`pause ${name}`),
    };
  };
  const network = {
    async inspect() {
      if (bridge === null) throw Object.assign(new Error('no such network'), { statusCode: 404 });
      return { Id: bridge };
    },
  };
  const docker = {
    getNetwork: () => network,
    getContainer: container,
    listContainers: async () =>
      [...state].map(([name, State]) => ({ Id: `id-${name}`, Names: [`/shop_${name}`], State })),
  } as unknown as EngineDeps['docker'];
  return { docker, did };
}

async function world({ before, now }: { before: string | null; now: string | null }) {
  const database = await temporaryDatabase();
  const { db } = database;
  const known = { kind: 'restore' as const, project: 'shop', args: {}, subject: '', createdBy: 'test' };
  const job = await insertJob(db, known, new Date());
  await appendJournal(db, job, 'ran', { incarnation: before, ...ran });
  const { docker, did } = fakeDocker(now);
  return { deps: { db, docker } as EngineDeps, job, did, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

const broken = [{ service: 'broker', why: expect.stringContaining('no such device') }];

it('starts what Docker ended, the database first, as it ran, and says what does not start', async () => {
  await using at = await world({ before: 'old', now: 'new' });
  expect(await bringBackWhatRan(at.deps, at.job, progress())).toEqual(broken);
  expect(at.did).toEqual(['start database', 'start app', 'start mirror', 'pause mirror']);
});

it('leaves alone what somebody stopped while Docker stayed', async () => {
  await using at = await world({ before: 'same', now: 'same' });
  expect(await bringBackWhatRan(at.deps, at.job, progress())).toEqual([]);
  expect(at.did).toEqual([]);
});

it('starts what does not run where nothing tells whether Docker stayed', async () => {
  await using at = await world({ before: null, now: null });
  await bringBackWhatRan(at.deps, at.job, progress());
  expect(at.did).toContain('start app');
});

it('adds to a swap’s failures those that it did not know of', async () => {
  await using at = await world({ before: 'old', now: 'new' });
  const intent = { job: at.job, noStart: false } as Intent;
  const failures = [{ service: 'web', why: 'it ended' }];
  const concluded = await alsoWhatRan(at.deps, intent, progress(), { side: 'new', failures });
  expect(concluded).toEqual({ side: 'new', failures: [...failures, ...broken] });
  const known = [{ service: 'broker', why: 'it ended' }];
  expect((await alsoWhatRan(at.deps, intent, progress(), { side: 'old', failures: known })).failures).toEqual(known);
});

it('starts nothing of a new side whose services are to stay down', async () => {
  await using at = await world({ before: 'old', now: 'new' });
  const intent = { job: at.job, noStart: true } as Intent;
  await alsoWhatRan(at.deps, intent, progress(), { side: 'new', failures: [] });
  expect(at.did).toEqual([]);
  await alsoWhatRan(at.deps, intent, progress(), { side: 'old', failures: [] });
  expect(at.did).toContain('start app');
});
