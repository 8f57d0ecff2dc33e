import { expect, test } from 'vitest';
import { type ArchiveId, newJobId } from '../archive/ids.ts';
import type { RestoreReport } from '../contract/restores.ts';
import { listJobs, saveRestore } from '../store/index.ts';
import { temporaryDatabase } from '../store/testing.ts';
import { queueExpiredKept } from './clear-kept.ts';

test('a kept side is cleared by itself once its date has passed, and only queued once', async () => {
  await using world = await temporaryDatabase();
  const jobId = newJobId();
  await saveRestore(world.db, {
    jobId,
    project: 'shop',
    archiveId: '20260301-102030-abcd' as ArchiveId,
    committedAt: '2026-03-01T10:20:30.000Z',
    undoUntil: '2026-03-08T10:20:30.000Z',
    report: {} as RestoreReport,
    kept: { any: 'shape' },
    services: [],
  });
  const at = (time: string) => queueExpiredKept({ db: world.db, clock: () => new Date(time) });
  const queued = () => listJobs(world.db, { states: ['queued'], limit: 10 });
  await at('2026-03-08T10:20:29.000Z');
  expect(await queued()).toEqual([]);
  await at('2026-03-08T10:20:30.000Z');
  await at('2026-03-08T11:00:00.000Z');
  expect(await queued()).toMatchObject([{ kind: 'cleanup', project: 'shop', args: { jobId, project: 'shop' } }]);
});
