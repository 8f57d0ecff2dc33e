import { expect, test } from 'vitest';
import { type JobId, newJobId } from '../../../archive/ids.ts';
import { sampleDatabase, sampleManifest, sampleVolume } from '../../../archive/sample.ts';
import type { Database } from '../../../store/index.ts';
import { temporaryDatabase } from '../../../store/testing.ts';
import { downtimeLike, estimate, usualDowntimeMs } from './estimate.ts';

const about = {
  project: 'shop',
  manifest: { ...sampleManifest({ volumes: [sampleVolume('data', ['x'])] }), key: 'k', files: [], evidence: '' },
  services: 2,
  safetyBackup: true,
  noStart: false,
  inPlaceBytes: 0,
};

async function addJob(db: Database, kind: string, stages: Record<string, number>): Promise<JobId> {
  const id = newJobId();
  const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
  await db
    .insertInto('jobs')
    .values({
      ...{ id, kind, project: 'shop', subject: 'shop', archive_id: null, state: 'succeeded', side: null },
      ...{ args: '{}', result: '{}', error: null, recovered: null, created_by: 'admin', created_at: at(0) },
      ...{ started_at: at(0), finished_at: at(1000), cancel_requested: 0, idempotency_key: null },
    })
    .execute();
  for (const [position, [name, ms]] of Object.entries(stages).entries()) {
    await db
      .insertInto('job_stages')
      .values({
        ...{ job_id: id, position, name, cancel: null, locked: null, state: 'done', detail: null },
        ...{ started_at: at(0), finished_at: at(ms) },
      })
      .execute();
  }
  return id;
}

const msOf = ({ phases }: Awaited<ReturnType<typeof estimate>>, stage: string) => {
  const phase = phases.find(({ name }) => name === stage);
  return phase && phase.toMs - phase.fromMs;
};

const names = ({ phases }: Awaited<ReturnType<typeof estimate>>) => phases.map(({ name }) => name);

test('only what was chosen takes time: no safety backup, no stop where no service is stopped', async () => {
  await using store = await temporaryDatabase();
  const whole = await estimate(store.db, about);
  const bare = await estimate(store.db, { ...about, safetyBackup: false });
  expect(whole.totalMs - bare.totalMs).toBe(msOf(whole, 'Safety backup'));
  expect(names(bare)).toEqual(names(whole).filter((name) => name !== 'Safety backup'));
  expect([bare.downtimeMs, bare.safetyBackupMs]).toEqual([whole.downtimeMs, whole.safetyBackupMs]);
  expect(whole.downtimeMs).toBe(usualDowntimeMs(about.services));

  const files = await estimate(store.db, {
    ...about,
    manifest: { ...about.manifest, databases: [] },
    services: 0,
  });
  expect(names(files)).toEqual(names(whole).filter((name) => name !== 'Stop' && name !== 'Start'));
  expect(files.phases.some(({ down }) => down)).toBe(false);
  expect(files.downtimeMs).toBe(0);
});

test('services that are left stopped take no time to start: they are down from their stop to the end', async () => {
  await using store = await temporaryDatabase();
  await addJob(store.db, 'restore', { Stop: 3000, Place: 200, Start: 20_000, Check: 30_000 });
  const whole = await estimate(store.db, about);
  const left = await estimate(store.db, { ...about, noStart: true });
  expect(names(left)).toEqual(names(whole).filter((name) => name !== 'Start' && name !== 'Check'));
  expect(whole.downtimeMs - left.downtimeMs).toBe(20_000);
  expect(whole.totalMs - left.totalMs).toBe(50_000);
  expect(left.phases.at(-1)).toMatchObject({ down: true, toMs: left.totalMs });
  const usual = [usualDowntimeMs(2, { noStart: true }), usualDowntimeMs(2)] as const;
  expect(usual[0]).toBeLessThan(usual[1]);
});

test('taking a swap back is down as long as that swap was, without its start where nothing is started', async () => {
  await using store = await temporaryDatabase();
  const jobId = await addJob(store.db, 'restore', { Stop: 3000, Place: 200, Start: 20_000 });
  const like = (downtimeMs: number | null, noStart: boolean) =>
    downtimeLike(store.db, { jobId, report: { downtimeMs } }, { services: 2, noStart });
  expect([await like(23_200, false), await like(23_200, true)]).toEqual([23_200, 3200]);
  expect(await like(null, true)).toBe(usualDowntimeMs(2, { noStart: true }));
});

test('where no service is stopped, the database takes no connections from the fence to the commit', async () => {
  await using store = await temporaryDatabase();
  const manifest = { ...about.manifest, volumes: [], databases: [sampleDatabase()] };
  const database = await estimate(store.db, { ...about, manifest, services: 0 });
  expect(database.downtimeMs).toBe((msOf(database, 'Fence') ?? 0) + (msOf(database, 'Commit') ?? 0));
  expect(database.downtimeMs).toBeGreaterThan(0);
});

test('a phase takes what restores took here, else what rehearsals did, else what its size says', async () => {
  await using store = await temporaryDatabase();
  const { db } = store;
  const bySize = await estimate(db, about);
  expect(bySize.estimatedFrom).toMatch(/sizes/);
  await addJob(db, 'rehearse', { Build: 123_000, Compare: 4000 });
  const byRehearsal = await estimate(db, about);
  expect([msOf(byRehearsal, 'Stage'), msOf(byRehearsal, 'Compare')]).toEqual([123_000, 4000]);
  expect(byRehearsal.estimatedFrom).toMatch(/rehearsals/);
  expect(byRehearsal.downtimeMs).toBe(bySize.downtimeMs);
  await addJob(db, 'restore', { Stage: 99_000 });
  const byRestore = await estimate(db, about);
  expect([msOf(byRestore, 'Stage'), msOf(byRestore, 'Compare')]).toEqual([99_000, 4000]);
  expect(byRestore.estimatedFrom).toMatch(/earlier restores/);
});
