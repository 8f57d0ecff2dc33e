import { open, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { HashingFile } from '../files/hashing-file.ts';
import { bytesOf } from '../files/names.ts';
import { feed, startChild } from '../process/child.ts';
import { type Complaints, complaintsOf, wordsOf } from '../process/complaints.ts';
import type { StoredFile } from '../protocol.ts';
import { IndexFollower, StoredList } from './stored-list.ts';

export type TarSpec = {
  root: string;
  /** What goes in, relative to the root, folders before what lies in them. */
  paths: Iterable<string>;
  file: string;
  /** Called for each path that tar stored, while it works. */
  onStored(path: string): void;
};

export type LayerSpec = TarSpec & {
  /** zstd's. */
  level: number;
  threads: number;
  durability: 'fsync' | 'later';
  /** Called now and then with the bytes written. */
  onProgress(stored: number): void;
};

export type Layer = { stored: StoredFile; complaints: Complaints };

/** What tar says of files that move under it. Anything else (an I/O error, a missing permission) fails the layer. */
const moving = new RegExp(
  [
    '^tar: .*: (?:File removed before we read it|file changed as we read it|socket ignored)$',
    '^tar: .*: File shrank by \\d+ bytes?; padding with zeros$',
    '^tar: .*: (?:Warning: )?Cannot [a-z]+: (?:No such file or directory|Not a directory|No data available|No such device or address|Too many levels of symbolic links|Invalid argument)$',
    '^tar: Exiting with failure status due to previous errors$',
  ].join('|'),
);

/**
 * Writes the files of a list as a tar, compressed and hashed while it is written. Files that move under tar are left to
 * the delta, so only unknown complaints are errors; the caller learns from `onStored` what is in it.
 */
export async function writeLayer(spec: LayerSpec, signal: AbortSignal): Promise<Layer> {
  const file = await HashingFile.create(spec.file);
  try {
    const zstd = startChild('zstd', ['-q', '-c', `-${spec.level}`, `-T${spec.threads}`], { stdio: 'pipe', signal });
    // Tar writes into zstd's input itself: only compressed bytes pass through here.
    const packing = runTar(spec, zstd.process.stdin, () => spec.onProgress(file.bytes), signal);
    zstd.process.stdin?.destroy();
    const [complaints, packed, code] = await Promise.all([
      packing,
      complaintsOf(zstd.process.stderr),
      zstd.ended,
      writeAll(zstd.process.stdout, file),
    ]);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(wordsOf('zstd', code, packed));
    return { stored: await file.finish(spec.durability), complaints };
  } catch (error) {
    await file.abandon();
    await rm(spec.file, { force: true });
    throw error;
  }
}

/** The same without compression, for when the time counts. Not flushed to the disk. */
export async function writeTar(spec: TarSpec, signal: AbortSignal): Promise<void> {
  const file = await open(spec.file, 'wx', 0o600);
  try {
    await runTar(spec, file.fd, () => {}, signal);
  } catch (error) {
    await rm(spec.file, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function runTar(
  spec: TarSpec,
  /** A descriptor, or another program's input. */
  output: number | Writable | null,
  onLook: () => void,
  signal: AbortSignal,
): Promise<Complaints> {
  const index = `${spec.file}.stored`;
  const tar = startChild('tar', tarArguments(index), {
    cwd: spec.root,
    stdio: ['pipe', output, 'pipe'],
    signal,
  });
  const follower = new IndexFollower(index, new StoredList(spec.onStored), onLook);
  try {
    const [complaints, code] = await Promise.all([
      complaintsOf(tar.process.stderr, moving),
      tar.ended,
      tar.process.stdin && feed(tar.process.stdin, nullSeparated(spec.paths)),
    ]).finally(() => follower.finish());
    signal.throwIfAborted();
    const excused = code <= 2 && complaints.harmless > 0;
    if (complaints.serious.length > 0 || (code !== 0 && !excused)) throw new Error(wordsOf('tar', code, complaints));
    return complaints;
  } finally {
    await rm(index, { force: true });
  }
}

function tarArguments(index: string): string[] {
  return [
    '-c',
    '--format=posix',
    '--numeric-owner',
    '--sparse',
    '--xattrs',
    '--xattrs-include=*',
    '--no-recursion',
    '--null',
    '-v',
    '--quoting-style=escape',
    `--index-file=${index}`,
    '-f',
    '-',
    '-T',
    '-',
  ];
}

/** `./` before each, because tar skips an empty name silently, and the root's owner, mode and attributes with it. */
export function* nullSeparated(paths: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const path of paths) {
    piece += `./${path}\0`;
    if (piece.length > 65_536) {
      yield bytesOf(piece);
      piece = '';
    }
  }
  if (piece !== '') yield bytesOf(piece);
}

async function writeAll(stream: Readable | null, file: HashingFile): Promise<void> {
  for await (const chunk of stream ?? []) await file.write(chunk as Buffer);
}
