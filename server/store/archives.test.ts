import { expect, test } from 'vitest';
import { newArchiveId } from '../archive/ids.ts';
import { sampleEvidence, sampleManifest, sampleVolume } from '../archive/sample.ts';
import {
  countArchives,
  getArchive,
  listArchives,
  rebuildCatalogue,
  recordArchive,
  type SealedArchive,
  setArchiveNote,
  setArchivePinned,
  setArchiveProof,
} from './index.ts';
import { temporaryDatabase } from './testing.ts';

function sealedAt(at: string): SealedArchive {
  const core = sampleManifest({
    id: newArchiveId(new Date(at)),
    createdAt: at,
    volumes: [sampleVolume('data', ['x'])],
  });
  const manifest = { ...core, key: 'hf-test', files: [], evidence: 'b'.repeat(64) };
  return { manifest, evidence: sampleEvidence(), manifestSha256: 'a'.repeat(64), bytes: 1000, origin: 'here' };
}

const older = sealedAt('2026-01-01T10:00:00.000Z');
const newer = sealedAt('2026-01-02T10:00:00.000Z');

test('the catalogue is rebuilt from the manifests alone', async () => {
  await using world = await temporaryDatabase();
  expect(await rebuildCatalogue(world.db, [older, newer])).toEqual({ added: 2, removed: 0 });
  const [first] = await listArchives(world.db);
  expect(first).toMatchObject({ id: newer.manifest.id, verdict: newer.manifest.verdict, bytes: 1000, proof: 'none' });
  expect(first?.volumes).toHaveLength(1);
});

test('a rebuild keeps note, pin, proof and who made it, and drops what no longer stands', async () => {
  await using world = await temporaryDatabase();
  const { id } = newer.manifest;
  await recordArchive(world.db, older, 'anna');
  await recordArchive(world.db, newer, 'anna');
  await setArchiveNote(world.db, id, 'before the upgrade');
  await setArchivePinned(world.db, id, true);
  await setArchiveProof(world.db, id, 'verified', new Date('2026-01-03T00:00:00Z'));
  expect(await rebuildCatalogue(world.db, [newer])).toEqual({ added: 0, removed: 1 });
  expect(await getArchive(world.db, id)).toMatchObject({
    note: 'before the upgrade',
    pinned: true,
    proof: 'verified',
    createdBy: 'anna',
  });
  await expect(getArchive(world.db, older.manifest.id)).rejects.toThrow('store.unknown');
});

test('a weaker trial takes nothing away from a stronger one, a failed one takes all, and it can be earned again', async () => {
  await using world = await temporaryDatabase();
  await rebuildCatalogue(world.db, [newer]);
  const { id } = newer.manifest;
  const after = async (...proofs: Parameters<typeof setArchiveProof>[2][]) => {
    for (const [day, proof] of proofs.entries())
      await setArchiveProof(world.db, id, proof, new Date(Date.UTC(2026, 0, day + 1)));
    const { proof, proofAt } = await getArchive(world.db, id);
    return [proof, proofAt?.slice(8, 10)];
  };
  expect(await after('verified', 'rehearsed', 'verified')).toEqual(['rehearsed', '02']);
  expect(await after('restored', 'rehearsed')).toEqual(['restored', '01']);
  expect(await after('failed')).toEqual(['failed', '01']);
  expect(await after('verified')).toEqual(['verified', '01']);
});

test('a search finds what was typed, signs of a pattern too', async () => {
  await using world = await temporaryDatabase();
  await rebuildCatalogue(world.db, [older, newer]);
  await setArchiveNote(world.db, older.manifest.id, '100% sure_thing');
  const found = (search: string) => countArchives(world.db, { search });
  expect(await Promise.all(['100%', 'sure_', 'SURE', older.manifest.id, '1%0', 'sureX'].map(found))).toEqual([
    1, 1, 1, 1, 0, 0,
  ]);
});

test('the list is read page by page', async () => {
  await using world = await temporaryDatabase();
  await rebuildCatalogue(world.db, [older, newer]);
  const [first] = await listArchives(world.db, { limit: 1 });
  const [second] = await listArchives(world.db, { limit: 1, cursor: first?.id ?? '' });
  expect([first?.id, second?.id]).toEqual([newer.manifest.id, older.manifest.id]);
});
