import type { BundleSource } from '../archive/bundle.ts';
import type { Evidence } from '../archive/evidence.ts';
import type { ArchiveId, JobId } from '../archive/ids.ts';
import type { FileRecord, LayerKind, LayerRef } from '../archive/layout.ts';
import type { ManifestCore } from '../archive/readme.ts';
import type { Signer } from '../archive/signing.ts';

/** An archive of the store, read from its folder. It can be given to `bundleLayout` as it is. */
export type StoredArchive = BundleSource & {
  id: ArchiveId;
  folder: string;
  /** Size of its bundle. */
  bytes: number;
};

/** A folder in `archives/` that is no whole archive (damaged later: sealing never leaves one). */
export type BrokenArchive = { name: string; folder: string; why: string };

/** A layer in `incoming/<job>/layers/` under the name it was written with. */
export type NewLayer = { file: string; kind: LayerKind; bytes: number; sha256: string };

export type SealInput = {
  jobId: JobId;
  /** The manifest without what sealing adds: files, evidence's hash, the key. */
  manifest: ManifestCore;
  evidence: Evidence;
  signer: Signer;
  /** What stands in `incoming/<job>/archive/` already (dumps, fingerprints, cluster.json …), hashed as it was written. */
  files: readonly FileRecord[];
  /** What stands in `incoming/<job>/layers/`. Layers that the manifest names beside these must be in the store, claimed. */
  layers: readonly NewLayer[];
};

/** An archive that was sealed elsewhere: manifest and signature stay as they are, README and restore.sh are ours. */
export type AdoptInput = {
  jobId: JobId;
  manifestText: string;
  signatureText: string;
  files: readonly FileRecord[];
  layers: readonly NewLayer[];
};

export type Space = { freeBytes: number; usedBytes: number };

/** What a sweep cleared away: names, for the log. */
export type Swept = { jobs: string[]; layers: string[]; trash: string[]; broken: BrokenArchive[] };

/** The archive store: a folder of ours. Archives exist whole or not at all; layers live as long as something names them. */
export type Store = {
  folder: string;
  archivesFolder: string;
  layersFolder: string;
  /** Where tus keeps what is being uploaded. */
  uploadsFolder: string;
  archiveFolder(id: ArchiveId): string;
  layerPath(layer: Pick<LayerRef, 'kind' | 'sha256'>): string;
  /** `incoming/<job>`: bind-mounted into helpers at /out. */
  jobFolder(jobId: JobId): string;
  /** Makes `incoming/<job>/` with `archive/{database,fingerprints,installation}/` and `layers/` inside, empty. @returns its path */
  prepare(jobId: JobId): Promise<string>;
  /**
   * Lets a job go on from an archive: as long as the job's folder exists none of the archive's layers is collected, and its
   * fingerprints stand in `incoming/<job>/base/` under their volumes' names, whatever becomes of the archive.
   * @throws archive.unknown, archive.broken
   */
  restOn(jobId: JobId, id: ArchiveId): Promise<StoredArchive>;
  /** Makes the archive out of what the job wrote. Afterwards it is on disk, whole, and the job's folder is gone. */
  seal(input: SealInput): Promise<StoredArchive>;
  adopt(input: AdoptInput): Promise<StoredArchive>;
  /** Removes what a job left in `incoming/`. */
  discard(jobId: JobId): Promise<void>;
  list(): Promise<{ archives: StoredArchive[]; broken: BrokenArchive[] }>;
  has(id: ArchiveId): Promise<boolean>;
  /** @throws archive.unknown, archive.broken */
  read(id: ArchiveId): Promise<StoredArchive>;
  /** Removes an archive and the layers that nothing names any more. @throws archive.unknown @returns bytes freed */
  delete(id: ArchiveId): Promise<{ freedBytes: number }>;
  space(): Promise<Space>;
  /** At start: clears what no live job owns, the trash, and orphaned layers. */
  sweep(liveJobs: ReadonlySet<string>): Promise<Swept>;
};
