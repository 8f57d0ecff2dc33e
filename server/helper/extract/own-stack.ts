import { closeSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { openPipe } from '../pipe/pipe.ts';
import { type Child, startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';
import type { StackLayer } from '../protocol.ts';
import { blamingHash, decompressing, type Expected, refuseAltered } from '../stack/decompress.ts';
import { readDeleteList } from '../stack/read-stack.ts';
import { extracting, removeListed } from './tar-sink.ts';

type Options = { root: string; signal: AbortSignal; onRead(bytes: number): void };

/** How often it is looked how far zstd has come, ms. */
const lookMs = 200;

/**
 * Extracts a stack that we packed and signed ourselves. When a layer is known to be that one, zstd and tar work by
 * themselves: bytes that pass through this process cost as much again as what these do with them.
 * @param onRead called with stored bytes, some at a time
 * @returns whether tar had nothing to say: then it set all that the layers hold
 * @throws StackRefused `hash-differs` before anything of an altered file is used
 */
export async function extractOwnStack(layers: readonly StackLayer[], options: Options): Promise<{ silent: boolean }> {
  let silent = true;
  for (const { deletes, tar } of layers) {
    if (deletes !== null) await removeNamed(deletes, options);
    if (tar !== null) silent = (await unpack(tar, options)) && silent;
  }
  return { silent };
}

async function removeNamed(file: Expected, { root, signal, onRead }: Options): Promise<void> {
  const list = await blamingHash(file, signal, () => readDeleteList(file, signal, onRead));
  await removeListed(root, list, signal);
}

async function unpack(file: Expected, { root, signal, onRead }: Options): Promise<boolean> {
  await refuseAltered(file, signal);
  await using stored = await open(file.path);
  const [zstd, tar] = await startBoth(stored.fd, root, signal);
  const ends = Promise.all([endOf(zstd), endOf(tar)]);
  ends.catch(() => undefined);
  await follow(stored.fd, ends, onRead);
  const [expanded, extracted] = await ends;
  signal.throwIfAborted();
  if (extracted.code !== 0) throw new Error(extracted.words);
  // Tar stops at an archive's end, which may break zstd's pipe before the last of the padding.
  if (expanded.code !== 0 && zstd.process.signalCode !== 'SIGPIPE') throw new Error(expanded.words);
  return extracted.silent;
}

/** The one writes into the other. */
async function startBoth(stored: number, root: string, signal: AbortSignal): Promise<[zstd: Child, tar: Child]> {
  const { input, output } = await openPipe(signal);
  try {
    return [
      startChild('zstd', decompressing, { stdio: [stored, output, 'pipe'], signal }),
      startChild('tar', extracting, { cwd: root, stdio: [input, 'ignore', 'pipe'], signal }),
    ];
  } finally {
    closeSync(input);
    closeSync(output);
  }
}

async function endOf(child: Child): Promise<{ code: number; silent: boolean; words: string }> {
  const [complaints, code] = await Promise.all([complaintsOf(child.process.stderr), child.ended]);
  const program = child.process.spawnfile;
  return { code, silent: complaints.serious.length === 0, words: wordsOf(program, code, complaints) };
}

/** Where zstd stands in its input is known here: it reads by our own descriptor. */
async function follow(descriptor: number, ends: Promise<unknown>, onRead: (bytes: number) => void): Promise<void> {
  let read = 0;
  const ended = ends.then(
    () => true,
    () => true,
  );
  for (;;) {
    const isOver = await Promise.race([ended, pause(lookMs, false)]);
    const [, position] = /^pos:\s+(\d+)/.exec(await readFile(`/proc/self/fdinfo/${descriptor}`, 'latin1')) ?? [];
    onRead(Number(position) - read);
    read = Number(position);
    if (isOver) return;
  }
}
