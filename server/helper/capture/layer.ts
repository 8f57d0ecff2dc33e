import { type FileHandle, open, rm } from 'node:fs/promises';
import { GrowingFile } from '../files/growing-file.ts';
import { bytesOf } from '../files/names.ts';
import { type Child, feed, startChild } from '../process/child.ts';
import { type Complaints, complaintsOf, wordsOf } from '../process/complaints.ts';
import { whileWanted } from '../process/standby.ts';
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
 * Writes the files of a list as a tar, compressed. Tar and zstd write the file by themselves: bytes that pass through this
 * process cost three times as much as those that it hashes out of the page cache. It is on the disk when this returns. Files that
 * move under tar are left to the delta, so only unknown complaints are errors; the caller learns from `onStored` what is in it.
 */
export async function writeLayer(spec: LayerSpec, signal: AbortSignal): Promise<Layer> {
  const file = await open(spec.file, 'wx+', 0o600);
  try {
    const compressed = ['-I', 'zstd -q -3 -T0', '-f', spec.file];
    const tar = startTar({ ...spec, into: compressed }, 'ignore', signal);
    const growing = new GrowingFile(file);
    const packing = fillTar(tar, spec, () => spec.onProgress(growing.bytes), signal);
    const hashed = await growing.hashUntil(packing);
    return { stored: { path: spec.file, ...hashed }, complaints: await packing };
  } catch (error) {
    await rm(spec.file, { force: true });
    throw error;
  } finally {
    await file.close();
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
    this.#tar = startTar({ root, file, into: ['-f', '-'] }, output.fd, this.#stop.signal);
  }

  static async start(root: string, file: string): Promise<ReadyTar> {
    return new ReadyTar(root, file, await open(file, 'wx', 0o600));
  }

  async write(filling: Filling, signal: AbortSignal): Promise<void> {
    try {
      await whileWanted(signal, this.#stop, () => fillTar(this.#tar, filling, () => {}, this.#stop.signal));
      await this.#output.close();
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
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
  { root, file, into }: { root: string; file: string; into: readonly string[] },
  output: number | 'ignore',
  signal: AbortSignal,
): Tar {
  const index = `${file}.stored`;
  const child = startChild('tar', [...tarArguments(index), ...into], {
    cwd: root,
    stdio: ['pipe', output, 'pipe'],
    signal,
  });
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

/** 64 KiB at a time, as much as a pipe holds: tar's own 10 KiB cost twice the CPU. */
const blocks = '--blocking-factor=128';

function tarArguments(index: string): string[] {
  return [
    '-c',
    blocks,
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
