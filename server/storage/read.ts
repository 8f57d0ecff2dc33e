import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleLayout } from '../archive/bundle.ts';
import { type ArchiveId, archiveIdSchema } from '../archive/ids.ts';
import { aidNames, type FileRecord, layersOf, manifestName, signatureName, sumsName } from '../archive/layout.ts';
import { type Manifest, manifestSchema } from '../archive/manifest.ts';
import { sumsText } from '../archive/sums.ts';
import { fail, messageOf } from '../errors/error.ts';
import { isMissing, sizeOf } from './look.ts';
import { archiveFolder, layerPath, type Room } from './room.ts';
import type { BrokenArchive, StoredArchive } from './types.ts';

/** Larger than any manifest that makes sense (a million tables), small enough to be read whole. */
export const largestManifestBytes = 128 * 1024 * 1024;

/**
 * Reads an archive's folder: manifest, signature and sums agree, and every file and layer is there in its length.
 * Contents are not read here; that is what verifying is for.
 * @throws archive.unknown, archive.broken
 */
export async function readArchive(room: Room, id: ArchiveId): Promise<StoredArchive> {
  const folder = archiveFolder(room, id);
  try {
    return await readFolder(room, id, folder);
  } catch (error) {
    if (isMissing(error) && !(await isFolder(folder))) throw fail('archive.unknown', { archive: id });
    throw fail('archive.broken', { archive: id, why: messageOf(error) }, error);
  }
}

/** Every archive, newest first, and every folder that is none. */
export async function listArchives(room: Room): Promise<{ archives: StoredArchive[]; broken: BrokenArchive[] }> {
  const names = (await readdir(room.archives)).sort().reverse();
  const archives: StoredArchive[] = [];
  const broken: BrokenArchive[] = [];
  for (const name of names) {
    const folder = join(room.archives, name);
    try {
      archives.push(await readFolder(room, archiveIdSchema.parse(name), folder));
    } catch (error) {
      broken.push({ name, folder, why: messageOf(error) });
    }
  }
  return { archives, broken };
}

/** The manifest of a folder of `archives/`. @throws when there is none that can be read */
export async function readManifest(folder: string): Promise<{ manifest: Manifest; text: string }> {
  const text = await readSmall(join(folder, manifestName));
  const manifest = manifestSchema.parse(JSON.parse(text));
  if (manifest.id !== basename(folder)) throw new Error('the manifest carries another id than its folder');
  return { manifest, text };
}

async function readFolder(room: Room, id: ArchiveId, folder: string): Promise<StoredArchive> {
  const { manifest, text } = await readManifest(folder);
  const signatureText = await readSmall(join(folder, signatureName));
  const sums = await readSmall(join(folder, sumsName));
  const aids = await Promise.all(aidNames.map((name) => aidOf(folder, sums, name)));
  if (sums !== sumsText({ manifest, manifestText: text, signatureText, aids })) {
    throw new Error('SHA256SUMS does not agree with the manifest');
  }
  const locate = (path: string) => join(path.startsWith('layers/') ? room.folder : folder, path);
  await refuseMissing(room, folder, manifest);
  const archive = { id, folder, manifest, manifestText: text, signatureText, aids, locate };
  return { ...archive, bytes: bundleLayout(archive).totalBytes };
}

/** README or restore.sh as SHA256SUMS names it: an adopted archive carries ours, not those the manifest lists. */
async function aidOf(folder: string, sums: string, path: string): Promise<FileRecord> {
  const line = sums.split('\n').find((one) => one.slice(64) === `  ${path}`);
  const bytes = await sizeOf(join(folder, path));
  if (line === undefined || bytes === null) throw new Error(`${path} is missing`);
  return { path, bytes, sha256: line.slice(0, 64) };
}

async function refuseMissing(room: Room, folder: string, manifest: Manifest): Promise<void> {
  const files = manifest.files
    .filter((file) => !aidNames.includes(file.path))
    .map((file) => ({ name: file.path, at: join(folder, file.path), bytes: file.bytes }));
  const layers = layersOf(manifest).map((layer) => ({
    name: `layer ${layer.sha256}`,
    at: layerPath(room, layer),
    bytes: layer.bytes,
  }));
  for (const { name, at, bytes } of [...files, ...layers]) {
    const size = await sizeOf(at);
    if (size === null) throw new Error(`${name} is missing`);
    if (size !== bytes) throw new Error(`${name} has ${size} bytes and should have ${bytes}`);
  }
}

async function readSmall(file: string): Promise<string> {
  const { size } = await lstat(file);
  if (size > largestManifestBytes) throw new Error(`${basename(file)} is too large`);
  return readFile(file, 'utf8');
}

async function isFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
}
