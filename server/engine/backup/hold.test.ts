import { afterEach, expect, test, vi } from 'vitest';
import type { Docker } from '../../docker/index.ts';
import type { Installation } from '../../installation/index.ts';
import { type Database, insertJob, openJournals } from '../../store/index.ts';
import { temporaryDatabase } from '../../store/testing.ts';
import { closeIfReleased, holdWriters, releaseHeld, type Watchdog } from './hold.ts';

afterEach(() => void vi.useRealTimers());

const member = (service: string) => ({ id: service, service, running: true, paused: false });
const installation = {
  members: [member('app'), member('database'), member('proxy')],
  writers: [{ member: member('app'), why: '' }],
  profile: { restore: { order: ['app'] } },
  server: { container: member('database') },
} as unknown as Installation;

/** A Docker that pauses and starts, and does not unpause as long as `refuses`. */
function fakeDocker() {
  const seen = { refuses: true, started: [] as string[] };
  const container = (id: string) => ({
    pause: async () => undefined,
    async unpause() {
      if (!seen.refuses) return;
      vi.setSystemTime(Date.now() + 60_000); // its patience is over at once
      throw Object.assign(new Error('cgroup is busy'), { statusCode: 500 });
    },
    start: async () => void seen.started.push(id),
    inspect: async () => ({ Name: id, State: { Status: 'running' } }),
  });
  return { seen, docker: { getContainer: container, ping: async () => 'OK' } as unknown as Docker };
}

function fakeWatchdog(): Watchdog {
  return { id: 'watchdog', holds: false, connected: true, order: async () => ({}) } as unknown as Watchdog;
}

async function backupJob(db: Database) {
  return insertJob(db, { kind: 'backup', project: 'shop', args: {}, subject: '', createdBy: 'test' }, new Date());
}

test('what can’t be let go stays with the watchdog and in the journal, for the next start', async () => {
  await using world = await temporaryDatabase();
  const { docker, seen } = fakeDocker();
  const watchdog = fakeWatchdog();
  const deps = { docker, db: world.db, helperImage: '', instance: '' };
  const job = await backupJob(world.db);
  vi.useFakeTimers({ toFake: ['Date'] });
  const hold = await holdWriters({ ...deps, watchdog, socket: 's' }, job, 'pause', installation);
  await expect(hold.release()).rejects.toMatchObject({ code: 'docker.thaw-failed' });
  expect(watchdog.holds).toBe(true);
  await closeIfReleased(world.db, job);
  expect(await openJournals(world.db)).toHaveLength(1);

  seen.refuses = false;
  expect(await releaseHeld(deps, job)).toEqual(['app']);
  expect(seen.started).toEqual(['database', 'app', 'proxy']);
  await closeIfReleased(world.db, job);
  expect(await openJournals(world.db)).toEqual([]);
});
