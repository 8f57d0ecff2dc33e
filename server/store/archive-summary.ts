import type { Evidence } from '../archive/evidence.ts';
import { addedBytes } from '../archive/layout.ts';
import type { Manifest } from '../archive/manifest.ts';
import type { ArchiveRow } from '../contract/archives.ts';
import type { ArchiveDocument } from '../contract/documents.ts';

/** What a row of the list shows of an archive, beside the catalogue's own columns. */
export type ArchiveSummary = Pick<ArchiveDocument, 'reasons' | 'freezeMs' | 'durationMs' | 'volumes' | 'databases'> &
  Pick<ArchiveRow, 'trigger' | 'profile' | 'addedBytes' | 'spark'>;

export function summaryOf(manifest: Manifest, evidence: Evidence): ArchiveSummary {
  return {
    reasons: manifest.reasons,
    freezeMs: manifest.freezeMs,
    durationMs: manifest.durationMs,
    volumes: manifest.volumes.map(({ name, files, bytes }) => ({ name, files, bytes })),
    databases: manifest.databases.map((database) => ({
      name: database.name,
      tables: database.tables.length,
      rows: database.tables.reduce((sum, table) => sum + table.rows, 0),
      bytes: database.bytes,
    })),
    trigger: manifest.trigger,
    profile: manifest.profile,
    addedBytes: addedBytes(manifest),
    spark: sparkOf(evidence),
  };
}

/** Where the pre-copy ended and the freeze stood, as shares (0 to 1) of the whole backup. */
function sparkOf(evidence: Evidence): ArchiveRow['spark'] {
  const start = Date.parse(evidence.startedAt);
  const whole = Math.max(1, Date.parse(evidence.sealedAt) - start);
  const share = (at: string | null) =>
    at === null ? null : Math.min(1, Math.max(0, (Date.parse(at) - start) / whole));
  const preCopyEnds = evidence.volumes.map((volume) => share(volume.preCopy.to) ?? 0);
  return {
    preCopyEnd: Math.max(0, ...preCopyEnds),
    frozenAt: share(evidence.frozenAt),
    thawedAt: share(evidence.thawedAt),
  };
}
