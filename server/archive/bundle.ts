import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { fail } from '../errors/error.ts';
import { blockBytes, paddingOf, tarHeader } from './bundle-header.ts';
import { bundleName, bundleTop, type FileRecord, manifestName, scriptName, signatureName, sumsName } from './layout.ts';
import { fileRecords, recordOf, type SumsInput, sumsText } from './sums.ts';

/**
 * A bundle is one plain tar of all that an archive needs, byte for byte the same each time, whose size and every
 * offset follow from the manifest: so a download has a length, can be resumed anywhere and is never built on disk.
 */

/** What a bundle is made of. `locate` gives the path on disk of a file of it (`layers/…` ones too). */
export type BundleSource = SumsInput & { locate(path: string): string };

export type BundleLayout = {
  /** File name of the download. */
  name: string;
  totalBytes: number;
  /** Strong validator, quoted: equal tags mean equal bytes. */
  etag: string;
  parts: readonly BundlePart[];
};

export type BundlePart = {
  start: number;
  bytes: number;
  content: { kind: 'bytes'; bytes: Uint8Array } | { kind: 'file'; file: string };
};

const chunkBytes = 256 * 1024;
const first = [manifestName, signatureName, sumsName];

/** Lays out every byte of a bundle without reading a layer. */
export function bundleLayout(source: BundleSource): BundleLayout {
  const sums = sumsText(source);
  const top = bundleTop(source.manifest);
  const mtime = Math.floor(Date.parse(source.manifest.createdAt) / 1000);
  const parts: BundlePart[] = [];
  let start = 0;
  const add = (bytes: number, content: BundlePart['content']) => {
    if (bytes > 0) parts.push({ start, bytes, content });
    start += bytes;
  };
  for (const file of inOrder([...fileRecords(source), recordOf(sumsName, sums)])) {
    const mode = file.path === scriptName ? 0o700 : 0o600;
    const header = tarHeader({ path: `${top}/${file.path}`, bytes: file.bytes, mode, mtime });
    add(header.length, { kind: 'bytes', bytes: header });
    add(file.bytes, { kind: 'file', file: source.locate(file.path) });
    const padding = new Uint8Array(paddingOf(file.bytes));
    add(padding.length, { kind: 'bytes', bytes: padding });
  }
  add(2 * blockBytes, { kind: 'bytes', bytes: new Uint8Array(2 * blockBytes) });
  return {
    name: bundleName(source.manifest),
    totalBytes: start,
    etag: `"${createHash('sha256').update(sums).digest('hex')}"`,
    parts,
  };
}

/**
 * Streams the bytes from `from` (included) to `to` (excluded). Reads a piece only when one is asked for, so memory stays
 * flat; cancelling closes the open file.
 * @throws archive.broken (as the stream's error) when a file is not as long as the manifest says
 */
export function readBundle(layout: BundleLayout, from: number, to: number): ReadableStream<Uint8Array> {
  const pieces = piecesOf(layout, from, to);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* piecesOf(layout: BundleLayout, from: number, to: number): AsyncGenerator<Uint8Array, undefined> {
  for (const part of layout.parts) {
    const begin = Math.max(from - part.start, 0);
    const end = Math.min(to - part.start, part.bytes);
    if (begin >= end) continue;
    if (part.content.kind === 'bytes') yield part.content.bytes.subarray(begin, end);
    else yield* fileRange(part.content.file, part.bytes, begin, end);
  }
  return undefined;
}

async function* fileRange(file: string, bytes: number, begin: number, end: number): AsyncGenerator<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    await refuseOtherLength(handle, file, bytes);
    let at = begin;
    while (at < end) {
      const chunk = new Uint8Array(Math.min(chunkBytes, end - at));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw fail('archive.broken', { archive: file, why: 'a file ended while it was read' });
      yield bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

async function refuseOtherLength(handle: FileHandle, file: string, bytes: number): Promise<void> {
  const { size } = await handle.stat();
  if (size !== bytes) {
    throw fail('archive.broken', { archive: file, why: `the file has ${size} bytes and should have ${bytes}` });
  }
}

/** The manifest first, so that a reader of the stream knows at once what comes; then by path. */
function inOrder(files: FileRecord[]): FileRecord[] {
  const rank = (file: FileRecord) => (first.includes(file.path) ? first.indexOf(file.path) : first.length);
  return files.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}
