import { sql } from 'kysely';
import type { Evidence } from '../archive/evidence.ts';
import type { ArchiveId } from '../archive/ids.ts';
import type { Manifest, Verdict } from '../archive/manifest.ts';
import type { ArchiveDocument, Proof } from '../contract/documents.ts';
import { fail } from '../errors/error.ts';
import { type ArchiveSummary, summaryOf } from './archive-summary.ts';
import type { Database } from './database.ts';
import { read, write } from './json.ts';
import type { ArchivesTable } from './tables.ts';

export type Origin = 'here' | 'imported' | 'foreign';

/** An archive as the catalogue knows it: its manifest's essence, and what people and later jobs said of it. */
export type CataloguedArchive = ArchiveDocument &
  Pick<ArchiveSummary, 'trigger' | 'profile' | 'addedBytes' | 'spark'> & {
    proofAt: string | null;
    origin: Origin;
    createdBy: string | null;
    manifestSha256: string;
  };

/** A sealed archive as it stands in the store. */
export type SealedArchive = {
  manifest: Manifest;
  evidence: Evidence;
  /** Of the manifest's bytes. */
  manifestSha256: string;
  /** Size of its bundle. */
  bytes: number;
  origin: Origin;
};

/** Adds an archive, or renews what its manifest says; pin, note and proof of one that is known stay. */
export async function recordArchive(db: Database, sealed: SealedArchive, createdBy: string | null): Promise<void> {
  const { manifest } = sealed;
  const facts = {
    project: manifest.project,
    created_at: manifest.createdAt,
    version: manifest.product?.version ?? null,
    verdict: manifest.verdict,
    bytes: sealed.bytes,
    manifest_sha256: sealed.manifestSha256,
    summary: write(summaryOf(manifest, sealed.evidence)),
    origin: sealed.origin,
  };
  await db
    .insertInto('archives')
    .values({
      id: manifest.id,
      ...facts,
      pinned: 0,
      note: manifest.note,
      proof: 'none',
      proof_at: null,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
    .execute();
}

/** Makes the catalogue name exactly the archives that stand in the store. @returns how many were added and removed */
export async function rebuildCatalogue(
  db: Database,
  sealed: SealedArchive[],
): Promise<{ added: number; removed: number }> {
  const known = new Set((await db.selectFrom('archives').select('id').execute()).map((row) => row.id));
  const standing = new Set<string>(sealed.map((each) => each.manifest.id));
  for (const each of sealed) await recordArchive(db, each, null);
  const gone = [...known].filter((id) => !standing.has(id));
  for (const id of gone) await forgetArchive(db, id);
  return { added: [...standing].filter((id) => !known.has(id)).length, removed: gone.length };
}

export async function findArchive(db: Database, id: string): Promise<CataloguedArchive | null> {
  const row = await db.selectFrom('archives').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? archiveOf(row) : null;
}

/** @throws `store.unknown` */
export async function getArchive(db: Database, id: string): Promise<CataloguedArchive> {
  const archive = await findArchive(db, id);
  if (!archive) throw fail('store.unknown', { what: 'archive', id });
  return archive;
}

export type ArchiveFilter = { project?: string; verdict?: Verdict; search?: string };

/** Newest first. `search` looks in id, note, version and verdict; `cursor` is the id of the last row of the page before. */
export async function listArchives(
  db: Database,
  filter: ArchiveFilter & { cursor?: string; limit?: number } = {},
): Promise<CataloguedArchive[]> {
  let query = matching(db, filter).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (filter.cursor) {
    const last = await getArchive(db, filter.cursor);
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('created_at', 'id'), '<', tuple(last.createdAt, last.id as string)),
    );
  }
  const rows = await query.limit(filter.limit ?? 1000).execute();
  return rows.map(archiveOf);
}

export async function countArchives(db: Database, filter: ArchiveFilter = {}): Promise<number> {
  const counted = matching(db, filter).select((eb) => eb.fn.countAll<number>().as('count'));
  return (await counted.executeTakeFirstOrThrow()).count;
}

function matching(db: Database, { project, verdict, search }: ArchiveFilter) {
  let query = db.selectFrom('archives');
  if (project) query = query.where('project', '=', project);
  if (verdict) query = query.where('verdict', '=', verdict);
  if (search) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where(({ or }) =>
      or(
        (['id', 'note', 'version', 'verdict'] as const).map(
          (column) => sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`,
        ),
      ),
    );
  }
  return query;
}

export async function setArchiveNote(db: Database, id: string, note: string): Promise<void> {
  await change(db, id, { note });
}

export async function setArchivePinned(db: Database, id: string, pinned: boolean): Promise<void> {
  await change(db, id, { pinned: pinned ? 1 : 0 });
}

/** Each says more than the one before. */
const strength: readonly Proof[] = ['failed', 'none', 'verified', 'rehearsed', 'restored'];

/** What was tried with it, and when. A weaker trial that passed takes nothing away from a stronger one. */
export async function setArchiveProof(db: Database, id: string, proof: Proof, at: Date): Promise<void> {
  const known = (await getArchive(db, id)).proof;
  if (proof !== 'failed' && strength.indexOf(proof) < strength.indexOf(known)) return;
  await change(db, id, { proof, proof_at: at.toISOString() });
}

export async function forgetArchive(db: Database, id: string): Promise<void> {
  await db.deleteFrom('archives').where('id', '=', id).execute();
}

async function change(db: Database, id: string, values: Partial<ArchivesTable>): Promise<void> {
  const changed = await db.updateTable('archives').set(values).where('id', '=', id).executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw fail('store.unknown', { what: 'archive', id });
}

function archiveOf(row: ArchivesTable): CataloguedArchive {
  return {
    ...read<ArchiveSummary>(row.summary),
    id: row.id as ArchiveId,
    createdAt: row.created_at,
    project: row.project,
    version: row.version,
    verdict: row.verdict as Verdict,
    bytes: row.bytes,
    pinned: row.pinned === 1,
    note: row.note,
    proof: row.proof as Proof,
    proofAt: row.proof_at,
    origin: row.origin as Origin,
    createdBy: row.created_by,
    manifestSha256: row.manifest_sha256,
  };
}
