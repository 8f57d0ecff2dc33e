import { join } from 'node:path';
import { canonicalJson } from '../archive/canonical.ts';
import type { JobId } from '../archive/ids.ts';
import {
  aidNames,
  evidenceName,
  type FileRecord,
  layerName,
  layersOf,
  manifestName,
  readmeName,
  scriptName,
  signatureName,
  sumsName,
} from '../archive/layout.ts';
import { type Manifest, manifestSchema } from '../archive/manifest.ts';
import { readmeText } from '../archive/readme.ts';
import { restoreScript } from '../archive/restore-script.ts';
import { recordOf, sumsText } from '../archive/sums.ts';
import { fail } from '../errors/error.ts';
import { addClaims } from './claims.ts';
import { exists, sizeOf, treeOf } from './look.ts';
import { archiveFolder, jobFolder, layerPath, type Room } from './room.ts';
import type { AdoptInput, NewLayer, SealInput } from './types.ts';

/**
 * Sealing, in the order that makes a crash harmless:
 *   1. evidence, README and restore.sh are written, so that every hash is known;
 *   2. the job claims the layers that the manifest names, and all its files are flushed;
 *   3. new layers get their names in `layers/` (a name that exists is the same content and stays);
 *   4. SHA256SUMS, signature and, last, the manifest are written and flushed;
 *   5. one rename makes the folder an archive.
 * Before 5 there is no archive and a sweep finds only what belongs to a dead job; from 5 on it is there, whole.
 */
export async function seal(room: Room, input: SealInput): Promise<Manifest> {
  const folder = join(jobFolder(room, input.jobId), 'archive');
  await refuseOtherSizes(folder, input.files);
  const evidence = await writeRecord(room, folder, evidenceName, canonicalJson(input.evidence));
  const aids = await writeAids(room, folder, input.manifest);
  const manifest = manifestSchema.parse({
    ...input.manifest,
    key: input.signer.key,
    evidence: evidence.sha256,
    files: [...input.files, evidence, ...aids].sort((a, b) => (a.path < b.path ? -1 : 1)),
  });
  const manifestText = canonicalJson(manifest);
  const signatureText = input.signer.sign(Buffer.from(manifestText));
  await place(room, { ...input, manifest, manifestText, signatureText, aids });
  return manifest;
}

/** Makes an archive of this store out of one that was sealed elsewhere and has been checked. */
export async function adopt(room: Room, input: AdoptInput): Promise<Manifest> {
  const folder = join(jobFolder(room, input.jobId), 'archive');
  const manifest = manifestSchema.parse(JSON.parse(input.manifestText));
  await refuseOtherSizes(
    folder,
    input.files.filter((file) => !aidNames.includes(file.path)),
  );
  const aids = await writeAids(room, folder, manifest);
  await place(room, { ...input, manifest, aids });
  return manifest;
}

type Placing = {
  jobId: JobId;
  manifest: Manifest;
  manifestText: string;
  signatureText: string;
  aids: FileRecord[];
  layers: readonly NewLayer[];
};

async function place(room: Room, placing: Placing): Promise<void> {
  const job = jobFolder(room, placing.jobId);
  const folder = join(job, 'archive');
  const wanted = layersOf(placing.manifest);
  await room.alone(() =>
    addClaims(
      room,
      job,
      wanted.map((layer) => layerName(layer.kind, layer.sha256)),
    ),
  );
  for (const path of await treeOf(job)) await room.disk.sync(path);
  await moveLayers(room, job, placing.layers);
  for (const layer of wanted) {
    if ((await sizeOf(layerPath(room, layer))) !== layer.bytes) {
      throw fail('archive.layer-missing', { layer: layer.sha256 });
    }
  }
  await room.disk.write(join(folder, sumsName), sumsText(placing));
  await room.disk.write(join(folder, signatureName), placing.signatureText);
  await room.disk.write(join(folder, manifestName), placing.manifestText);
  await room.disk.sync(folder);
  await nameArchive(room, folder, placing.manifest);
  await room.disk.remove(job);
}

async function nameArchive(room: Room, folder: string, manifest: Manifest): Promise<void> {
  const target = archiveFolder(room, manifest.id);
  // rename would replace an empty folder, and nothing else makes this name: ids have a random part.
  if (await exists(target)) throw fail('archive.exists', { archive: manifest.id });
  await room.disk.rename(folder, target);
  await room.disk.sync(room.archives);
}

async function moveLayers(room: Room, job: string, layers: readonly NewLayer[]): Promise<void> {
  for (const layer of layers) {
    const from = join(job, 'layers', layer.file);
    if ((await sizeOf(from)) !== layer.bytes) throw fail('archive.written-wrong', { file: layer.file });
    await linkOnce(room, from, layerPath(room, layer));
    await room.disk.unlink(from);
  }
  await room.disk.sync(room.layers);
}

/** A layer of this name has this content: it stays, whatever asks for the name. */
async function linkOnce(room: Room, from: string, to: string): Promise<void> {
  try {
    await room.disk.link(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function writeAids(
  room: Room,
  folder: string,
  manifest: Parameters<typeof readmeText>[0],
): Promise<FileRecord[]> {
  return [
    await writeRecord(room, folder, readmeName, readmeText(manifest)),
    await writeRecord(room, folder, scriptName, restoreScript(manifest)),
  ];
}

async function writeRecord(room: Room, folder: string, path: string, text: string): Promise<FileRecord> {
  await room.disk.write(join(folder, path), text);
  return recordOf(path, text);
}

async function refuseOtherSizes(folder: string, files: readonly FileRecord[]): Promise<void> {
  for (const file of files) {
    if ((await sizeOf(join(folder, file.path))) !== file.bytes)
      throw fail('archive.written-wrong', { file: file.path });
  }
}
