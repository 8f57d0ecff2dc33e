import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileRecord, manifestName } from '../../archive/layout.ts';
import type { Helper } from '../../docker/index.ts';
import type { BundleProblem } from '../../helper/protocol.ts';
import type { JobContext } from '../../jobs/contract.ts';
import { judgedTexts, type Unpacked } from './judge.ts';
import { type Refusal, refusal } from './refusal.ts';

/** A bundle of more entries than this is none: volumes have a few files each, whatever they hold. */
const limitEntries = 100_000;
const largestText = 128 * 1024 * 1024;

/**
 * Unpacks the upload (`/upload` in the helper) into the job's folder, and reads the texts that are judged.
 * @param folder the job's folder as the app sees it; the helper sees it at /out
 */
export async function unpack(
  helper: Helper,
  folder: string,
  uploadBytes: number,
  { signal, progress }: JobContext,
): Promise<Unpacked | Refusal> {
  const { files, problem } = await helper.order(
    'bundle.unpack',
    { bundle: '/upload', into: '/out/unpacked', limitBytes: uploadBytes, limitEntries },
    { signal, onProgress: ({ bytes, bytesTotal }) => progress.advance({ bytes, bytesTotal }) },
  );
  if (problem !== null) return refusalOf(problem);
  if (!files.some((file) => file.path === manifestName)) {
    return refusal('import.not-an-archive', { detail: `it holds no ${manifestName}` });
  }
  const missing = judgedTexts.find((name) => !files.some((file) => file.path === name));
  if (missing !== undefined) return refusal('import.incomplete', { part: missing });
  const [manifestText, signatureText, sums, evidenceText] = await Promise.all(
    judgedTexts.map((name) => readText(join(folder, 'unpacked', name))),
  );
  return {
    files,
    manifestText: manifestText ?? '',
    signatureText: signatureText ?? '',
    sums: sums ?? '',
    evidenceText: evidenceText ?? '',
  };
}

/** Puts what was unpacked where sealing expects it: files in `archive/`, layers in `layers/`. */
export async function arrange(folder: string): Promise<void> {
  for (const name of ['archive', 'layers']) await rm(join(folder, name), { recursive: true, force: true });
  // An archive without volumes has no layers.
  await mkdir(join(folder, 'unpacked', 'layers'), { recursive: true });
  await rename(join(folder, 'unpacked', 'layers'), join(folder, 'layers'));
  await rename(join(folder, 'unpacked'), join(folder, 'archive'));
}

/** Layers among the unpacked files. */
export function layerFiles(files: readonly FileRecord[]): FileRecord[] {
  return files.filter((file) => file.path.startsWith('layers/'));
}

function refusalOf({ code, text }: BundleProblem): Refusal {
  switch (code) {
    // The limit is the upload's own size: an entry that says more than that was cut.
    case 'too-large':
    case 'truncated':
      return refusal('import.truncated', { detail: text });
    case 'not-tar':
    case 'unknown-name':
    case 'too-many':
      return refusal('import.not-an-archive', { detail: text });
    case 'path-leaves-root':
    case 'neither-file-nor-folder':
    case 'duplicate':
      return refusal('import.unsafe', { detail: text });
  }
}

/** A text that is too large to be one of ours reads as empty, which no check lets pass. */
async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  return size > largestText ? '' : readFile(file, 'utf8');
}
