import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveId, newArchiveId, newJobId } from '../archive/ids.ts';
import type { FileRecord } from '../archive/layout.ts';
import { sampleEvidence, sampleManifest, sampleVolume, sha256 } from '../archive/sample.ts';
import { type Signer, signerOf } from '../archive/signing.ts';
import type { Store, StoredArchive } from './types.ts';

/** Makes archives for tests, as a backup would: files and layers in the job's folder, then sealed. */

export function testSigner(): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey);
}

const signer = testSigner();

export type MakeArchive = {
  /** Of the layers of its one volume. */
  contents: readonly string[];
  /** Contents of layers that the manifest names and nobody writes now. */
  unwritten?: readonly string[];
  /** The archive whose layers come first. `meanwhile` runs while the job rests on it. */
  base?: { id: ArchiveId; contents: readonly string[]; meanwhile?: () => Promise<void> };
  id?: ArchiveId;
  signer?: Signer;
  afterWriting?: (jobFolder: string) => Promise<void>;
};

export async function makeArchive(store: Store, spec: MakeArchive): Promise<StoredArchive> {
  const frozenAt = new Date();
  const jobId = newJobId();
  const folder = await store.prepare(jobId);
  if (spec.base) await store.restOn(jobId, spec.base.id);
  await spec.base?.meanwhile?.();
  const files = [
    await written(folder, 'database/shop.dump.zst', 'dump'),
    await written(folder, 'fingerprints/shop_files.zst', 'print'),
  ];
  for (const [index, content] of spec.contents.entries()) await writeFile(join(folder, 'layers', `${index}`), content);
  await spec.afterWriting?.(folder);
  return store.seal({
    jobId,
    manifest: sampleManifest({
      id: spec.id ?? newArchiveId(frozenAt),
      createdAt: frozenAt.toISOString(),
      volumes: [
        sampleVolume('shop_files', [...(spec.base?.contents ?? []), ...spec.contents, ...(spec.unwritten ?? [])]),
      ],
    }),
    evidence: sampleEvidence(),
    signer: spec.signer ?? signer,
    files,
    layers: spec.contents.map((content, index) => ({
      file: `${index}`,
      kind: 'tar',
      bytes: Buffer.byteLength(content),
      sha256: sha256(content),
    })),
  });
}

async function written(folder: string, path: string, text: string): Promise<FileRecord> {
  await writeFile(join(folder, 'archive', path), text);
  return { path, bytes: Buffer.byteLength(text), sha256: sha256(text) };
}
