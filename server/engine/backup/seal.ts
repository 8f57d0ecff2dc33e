import type { Evidence } from '../../archive/evidence.ts';
import { type ArchiveId, newArchiveId } from '../../archive/ids.ts';
import {
  clusterName,
  composeName,
  environmentName,
  type FileRecord,
  fingerprintName,
  globalsName,
} from '../../archive/layout.ts';
import type { ManifestVolume } from '../../archive/manifest.ts';
import type { ManifestCore } from '../../archive/readme.ts';
import type { StoredFile } from '../../helper/protocol.ts';
import { globalsSql } from '../../postgres/index.ts';
import type { NewLayer, StoredArchive } from '../../storage/index.ts';
import { appendJournal, settingsOf } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import type { Collected } from './after-thaw.ts';
import type { PreCopied } from './capture.ts';
import { readInstallationFolder, writeDocument } from './documents.ts';
import type { BackupRun } from './run.ts';
import { stackOf } from './stack.ts';
import type { Caught } from './tries.ts';
import type { JobFolders } from './workplace.ts';

export type Taken = {
  /** The archive whose layers the increments are put on. */
  base: StoredArchive | null;
  preCopied: readonly PreCopied[];
  caught: Caught;
  collected: Collected;
  evidence: Evidence;
};

/** Writes the manifest of what was taken and hands it to the store, which makes it an archive in one step. */
export async function sealArchive(
  deps: EngineDeps,
  run: BackupRun,
  folders: JobFolders,
  taken: Taken,
): Promise<ArchiveId> {
  const { caught, collected, evidence } = taken;
  const id = newArchiveId(new Date(caught.frozen.pause.lastAnsweredAt));
  const settings = await settingsOf(deps.db, caught.installation.project);
  const { compose, environment } = await readInstallationFolder(caught.installation.folder);
  const written = [
    await writeDocument(folders.archive, clusterName, `${JSON.stringify(collected.cluster, null, 2)}\n`),
    await writeDocument(folders.archive, globalsName, globalsSql(collected.cluster)),
    ...(compose === null ? [] : [await writeDocument(folders.archive, composeName, compose)]),
    ...(environment === null || !settings.includeEnvironment
      ? []
      : [await writeDocument(folders.archive, environmentName, environment)]),
  ];
  await appendJournal(deps.db, run.journal, 'seal', { archiveId: id });
  await deps.store.seal({
    jobId: run.job,
    manifest: manifestOf(deps, run, id, taken),
    evidence,
    signer: deps.signer,
    files: [...written, ...dumps(collected), ...fingerprints(collected)],
    layers: layersOf(taken),
  });
  return id;
}

function manifestOf(deps: EngineDeps, run: BackupRun, id: ArchiveId, taken: Taken): ManifestCore {
  const { installation, frozen, strategy } = taken.caught;
  const { verdict, reasons, startedAt, sealedAt } = taken.evidence;
  const { profile } = installation;
  return {
    format: 'holdfast-archive',
    formatVersion: 1,
    id,
    createdAt: new Date(frozen.pause.lastAnsweredAt).toISOString(),
    instance: deps.instance,
    holdfast: deps.holdfast,
    project: installation.project,
    profile: profile.name,
    trigger: run.args.trigger,
    note: run.args.note,
    product: installation.version === null ? null : { name: profile.title, version: installation.version },
    strategy,
    verdict,
    reasons,
    freezeMs: strategy === 'observe' ? null : frozen.thaw.lastAnsweredAt - frozen.pause.firstSentAt,
    durationMs: Date.parse(sealedAt) - Date.parse(startedAt),
    volumes: taken.preCopied.map((copied) => volumeOf(copied, taken)),
    left: leftOut(installation),
    databases: taken.collected.databases.map(({ snapshot, dump, inventory }) => ({
      name: snapshot.database,
      service: installation.server.name,
      serverVersion: taken.collected.cluster.serverVersion,
      serverMajor: Number.parseInt(taken.collected.cluster.serverVersion, 10),
      dump: dump.stored.path,
      dumpFormat: dump.format,
      bytes: inventory.bytes,
      tables: inventory.tables,
      properties: inventory.properties,
      extensions: inventory.extensions,
      structure: inventory.structure,
    })),
    services: installation.members.map(({ service, name, image, running }) => ({
      service,
      container: name,
      image,
      running,
    })),
  };
}

function leftOut({ volumes, left }: Caught['installation']): ManifestCore['left'] {
  const excluded = volumes.filter(({ role }) => role === 'excluded' || role === 'database');
  return [...excluded.map(({ name, reason }) => ({ name, reason })), ...left];
}

function volumeOf(copied: PreCopied, { base, caught, collected }: Taken): ManifestVolume {
  const { volume } = copied;
  const confirmed = collected.confirmed.get(volume.name);
  if (!confirmed) throw new Error(`${volume.name} was never confirmed`);
  return {
    name: volume.name,
    key: volume.key,
    role: volume.role === 'volatile' ? 'volatile' : 'included',
    driver: volume.driver,
    options: volume.options,
    labels: volume.labels,
    createdAt: volume.createdAt,
    mountedAt: volume.mountedAt,
    files: confirmed.files,
    bytes: confirmed.bytes,
    ...stackOf(copied, confirmed.delta, base),
    resume: { ...copied.copied.identity, cleanNs: caught.cleanNs },
    fingerprint: fingerprintName(volume.name),
  };
}

function layersOf({ preCopied, collected }: Taken): NewLayer[] {
  return preCopied.flatMap(({ volume, copied }) =>
    [copied, collected.confirmed.get(volume.name)?.delta].flatMap((part) => [
      ...(part?.layer ? [newLayer(part.layer, 'tar')] : []),
      ...(part?.deletes ? [newLayer(part.deletes, 'delete')] : []),
    ]),
  );
}

function newLayer({ path, bytes, sha256 }: StoredFile, kind: NewLayer['kind']): NewLayer {
  return { file: path.slice(path.lastIndexOf('/') + 1), kind, bytes, sha256 };
}

function dumps({ databases }: Collected): FileRecord[] {
  return databases.map(({ dump: { stored } }) => stored);
}

function fingerprints({ confirmed }: Collected): FileRecord[] {
  return [...confirmed].map(
    ([
      volume,
      {
        fingerprint: { bytes, sha256 },
      },
    ]) => ({ path: fingerprintName(volume), bytes, sha256 }),
  );
}
