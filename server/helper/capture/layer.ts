import { type FileHandle, open, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { HashingFile } from '../files/hashing-file.ts';
import { bytesOf } from '../files/names.ts';
import { type Child, feed, startChild } from '../process/child.ts';
import { type Complaints, complaintsOf, wordsOf } from '../process/complaints.ts';
import type { StoredFile } from '../protocol.ts';
import { IndexFollower, StoredList } from './stored-list.ts';

type Filling = {
  /** What goes in, relative to the root, folders before what lies in them. */
  paths: Iterable<string>;
  /** Called for each path that tar stored, while it works. */
  onStored(path: string): void;
};

export type LayerSpec = Filling & {
  root: string;
  file: string;
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
    const tar = startTar(spec, zstd.process.stdin, signal);
    const packing = fillTar(tar, spec, () => spec.onProgress(file.bytes), signal);
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

/**
 * A tar without compression, for when the time counts: it was started before it is needed and waits to be told what to
 * store. Not flushed to the disk.
 */
export class ReadyTar implements AsyncDisposable {
  readonly file: string;
  readonly #stop = new AbortController();
  readonly #output: FileHandle;
  readonly #tar: Tar;

  private constructor(root: string, file: string, output: FileHandle) {
    this.file = file;
    this.#output = output;
    this.#tar = startTar({ root, file }, output.fd, this.#stop.signal);
  }

  static async start(root: string, file: string): Promise<ReadyTar> {
    return new ReadyTar(root, file, await open(file, 'wx', 0o600));
  }

  async write(filling: Filling, signal: AbortSignal): Promise<void> {
    const stop = () => this.#stop.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await fillTar(this.#tar, filling, () => {}, this.#stop.signal);
      await this.#output.close();
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Ends it and takes its file away. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#tar.child.ended;
    await this.#output.close();
    for (const each of [this.file, this.#tar.index]) await rm(each, { force: true });
  }
}

type Tar = { child: Child; index: string; complaints: Promise<Complaints> };

function startTar(
  { root, file }: { root: string; file: string },
  /** A descriptor, or another program's input. */
  output: number | Writable | null,
  signal: AbortSignal,
): Tar {
  const index = `${file}.stored`;
  const child = startChild('tar', tarArguments(index), { cwd: root, stdio: ['pipe', output, 'pipe'], signal });
  return { child, index, complaints: complaintsOf(child.process.stderr, moving) };
}

async function fillTar(
  { child, index, complaints: heard }: Tar,
  { paths, onStored }: Filling,
  onLook: () => void,
  signal: AbortSignal,
): Promise<Complaints> {
  const follower = new IndexFollower(index, new StoredList(onStored), onLook);
  try {
    const [complaints, code] = await Promise.all([
      heard,
      child.ended,
      child.process.stdin && feed(child.process.stdin, nullSeparated(paths)),
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
