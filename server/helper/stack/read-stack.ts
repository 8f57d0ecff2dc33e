import { memberPath } from '../../archive/tar/member-path.ts';
import { TarProblem } from '../../archive/tar/problem.ts';
import { TarReader } from '../../archive/tar/reader.ts';
import type { StackLayer } from '../protocol.ts';
import { blamingHash, decompressed, type Expected, nameOf } from './decompress.ts';
import { StackRefused } from './problem.ts';
import { TreeModel } from './tree-model.ts';

export type Limits = { limitBytes: number; limitEntries: number };

/**
 * Takes what was read and found sound: bytes of a tar, or the names of a delete list (NUL-separated). A chunk may be
 * overwritten when its writing has ended.
 */
export type Sink = {
  deletes(list: Buffer): Promise<void>;
  beginTar(): void;
  write(chunk: Buffer): Promise<void>;
  endTar(): Promise<void>;
};

/** Headers, padding and the end of a tar, a generous share for each entry. */
const overheadBytes = 16 * 1024;
const maxListBytes = 64 * 1024 * 1024;

/**
 * Reads a stack from its first layer to its last, once, and models the tree it makes. Whatever goes on to the sink was checked
 * before, entry by entry, in the state it applies to; so checking and extracting are one pass over the bytes.
 * @throws StackRefused at the first problem
 */
export async function readStack(
  layers: readonly StackLayer[],
  limits: Limits,
  options: { signal: AbortSignal; onRead?(bytes: number, model: TreeModel): void; sink?: Sink },
): Promise<{ model: TreeModel; bytes: number }> {
  const model = new TreeModel(limits.limitEntries);
  const budget = new Budget(limits);
  const onRead = (bytes: number) => options.onRead?.(bytes, model);
  for (const layer of layers) {
    model.beginLayer();
    const { deletes, tar } = layer;
    const given = { ...options, onRead };
    if (deletes !== null) await blamingHash(deletes, options.signal, () => applyDeletes(deletes, model, given));
    if (tar !== null) await blamingHash(tar, options.signal, () => applyTar(tar, model, budget, given));
  }
  return { model, bytes: budget.spent };
}

type Options = { signal: AbortSignal; onRead(bytes: number): void; sink?: Sink };

async function applyDeletes(file: Expected, model: TreeModel, { signal, onRead, sink }: Options): Promise<void> {
  const list = await readDeleteList(file, signal, onRead);
  for (let at = 0; at < list.length; ) {
    const end = list.indexOf(0, at);
    const raw = list.toString('latin1', at, end);
    // With `./` before it no name can be an option to rm.
    if (!raw.startsWith('./'))
      throw new StackRefused('path-leaves-root', `${nameOf(file)}: a name does not begin with ./`);
    model.remove(translated(file, () => memberPath(raw, 'other')));
    at = end + 1;
  }
  await sink?.deletes(list);
}

/** The names of a delete list, NUL-separated, once its hash is known to be right. @throws StackRefused */
export async function readDeleteList(
  file: Expected,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decompressed(file, signal, onRead)) {
    bytes += chunk.length;
    if (bytes > maxListBytes) throw new StackRefused('too-large', `${nameOf(file)}: a delete list of more than 64 MiB`);
    chunks.push(Buffer.from(chunk));
  }
  const list = Buffer.concat(chunks);
  if (list.length > 0 && list.at(-1) !== 0)
    throw new StackRefused('not-tar', `${nameOf(file)}: a delete list without an end`);
  return list;
}

async function applyTar(
  file: Expected,
  model: TreeModel,
  budget: Budget,
  { signal, onRead, sink }: Options,
): Promise<void> {
  const reader = new TarReader({
    onEntry(entry) {
      budget.contents(entry.storedBytes, file);
      model.add(entry);
    },
  });
  sink?.beginTar();
  for await (const chunk of decompressed(file, signal, onRead)) {
    budget.bytes(chunk.length, file);
    translated(file, () => reader.push(chunk));
    await sink?.write(chunk);
  }
  translated(file, () => reader.end());
  await sink?.endTar();
}

function translated<T>(file: Expected, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TarProblem) throw new StackRefused(error.code, `${nameOf(file)}: ${error.message}`);
    throw error;
  }
}

class Budget {
  readonly #limits: Limits;
  spent = 0;
  #contents = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  contents(bytes: number, file: Expected): void {
    this.#contents += bytes;
    if (this.#contents > this.#limits.limitBytes) throw this.#exceeded(file);
  }

  bytes(bytes: number, file: Expected): void {
    this.spent += bytes;
    const { limitBytes, limitEntries } = this.#limits;
    if (this.spent > limitBytes + (limitEntries + 64) * overheadBytes) throw this.#exceeded(file);
  }

  #exceeded(file: Expected): StackRefused {
    return new StackRefused('too-large', `${nameOf(file)}: more than ${this.#limits.limitBytes} bytes`);
  }
}
