import { entryOf, type TarEntry } from './entry.ts';
import { blockBytes, decodeHeader, type HeaderBlock, isZeroBlock } from './header.ts';
import { TarProblem } from './problem.ts';
import { SparseMap } from './sparse-map.ts';

export type TarHandler = {
  /** Called before any byte of the entry's contents is passed on. May throw to stop the reading. */
  onEntry(entry: TarEntry): void;
  /** Contents of the last entry, as stored; a sparse file's without their map, but with the zeros that fill up its block. */
  onData?(chunk: Buffer): void;
};

/** Long paths and attributes fit; what is larger is an attack on the reader's memory. */
const maxExtendedBytes = 4 * 1024 * 1024;

/**
 * Reads a tar as it comes, strictly: what it accepts, GNU tar reads in just the same way. Nothing of an entry is
 * accepted before its whole header was; so bytes may be passed on to GNU tar after `push` has returned.
 */
export class TarReader {
  readonly #handler: TarHandler;
  readonly #block = Buffer.alloc(blockBytes);
  #blockFill = 0;
  #state: 'header' | 'extended' | 'map' | 'data' | 'end' = 'header';
  #zeroBlocks = 0;
  #extended: Buffer | null = null;
  #extendedFill = 0;
  #map: SparseMap | null = null;
  #entry: TarEntry | null = null;
  /** Bytes of the current contents still to come, and the padding behind them. */
  #left = 0;
  #padding = 0;

  constructor(handler: TarHandler) {
    this.#handler = handler;
  }

  /** @throws TarProblem, or what the handler throws */
  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) at += this.#take(chunk.subarray(at));
  }

  /** Whether its end was read. */
  get hasEnded(): boolean {
    return this.#state === 'end' && this.#blockFill === 0;
  }

  /** To be called when the bytes have ended. @throws TarProblem when the archive has not */
  end(): void {
    if (!this.hasEnded) throw new TarProblem('not-tar', 'it ends too early');
  }

  /** Takes some bytes, at least one. */
  #take(chunk: Buffer): number {
    switch (this.#state) {
      case 'header':
      case 'end':
        return this.#takeBlock(chunk);
      case 'extended':
        return this.#takeExtended(chunk);
      case 'map':
        return this.#takeMap(chunk);
      case 'data':
        return this.#takeData(chunk);
    }
  }

  #takeBlock(chunk: Buffer): number {
    const taken = chunk.copy(this.#block, this.#blockFill, 0, blockBytes - this.#blockFill);
    this.#blockFill += taken;
    if (this.#blockFill === blockBytes) {
      this.#blockFill = 0;
      if (this.#state === 'end') this.#expectZeros();
      else this.#header();
    }
    return taken;
  }

  #expectZeros(): void {
    if (!isZeroBlock(this.#block)) throw new TarProblem('not-tar', 'something follows its end');
  }

  #header(): void {
    if (isZeroBlock(this.#block)) {
      this.#zeros();
      return;
    }
    if (this.#zeroBlocks > 0) throw new TarProblem('not-tar', 'a lone block of zeros stands between entries');
    const header = decodeHeader(this.#block);
    if (header.type === 'x') this.#beginExtended(header);
    else this.#beginEntry(header);
  }

  #zeros(): void {
    if (this.#extended !== null) throw new TarProblem('not-tar', 'an extended header belongs to no entry');
    this.#zeroBlocks += 1;
    if (this.#zeroBlocks === 2) this.#state = 'end';
  }

  #beginExtended(header: HeaderBlock): void {
    if (this.#extended !== null) throw new TarProblem('not-tar', 'two extended headers follow each other');
    if (header.size > maxExtendedBytes) throw new TarProblem('too-large', 'an extended header is larger than 4 MiB');
    if (header.size === 0) throw new TarProblem('not-tar', 'an extended header is empty');
    this.#extended = Buffer.alloc(header.size);
    this.#extendedFill = 0;
    this.#expect(header.size);
    this.#state = 'extended';
  }

  #takeExtended(chunk: Buffer): number {
    if (this.#left === 0) return this.#takePadding(chunk);
    const taken = chunk.copy(this.#extended ?? chunk, this.#extendedFill, 0, this.#left);
    this.#extendedFill += taken;
    this.#left -= taken;
    if (this.#left + this.#padding === 0) this.#state = 'header';
    return taken;
  }

  #beginEntry(header: HeaderBlock): void {
    const entry = entryOf(header, this.#extended);
    this.#extended = null;
    this.#entry = entry;
    this.#expect(entry.storedBytes);
    this.#handler.onEntry(entry);
    if (entry.sparse) {
      this.#map = new SparseMap(entry.size);
      this.#state = 'map';
    } else this.#state = this.#left === 0 ? 'header' : 'data';
  }

  #takeMap(chunk: Buffer): number {
    const map = this.#map;
    if (map === null || this.#left === 0) throw new TarProblem('not-tar', 'the map of a sparse file is cut short');
    const taken = map.take(chunk.subarray(0, Math.min(chunk.length, this.#left)));
    this.#left -= taken;
    if (map.done) {
      if (map.mapBytes + map.dataBytes !== this.#entry?.storedBytes) {
        throw new TarProblem('not-tar', 'the map of a sparse file disagrees with its header');
      }
      this.#map = null;
      this.#state = this.#left + this.#padding === 0 ? 'header' : 'data';
    }
    return taken;
  }

  #takeData(chunk: Buffer): number {
    if (this.#left === 0) return this.#takePadding(chunk);
    const taken = Math.min(chunk.length, this.#left);
    this.#left -= taken;
    this.#handler.onData?.(chunk.subarray(0, taken));
    if (this.#left + this.#padding === 0) this.#state = 'header';
    return taken;
  }

  #takePadding(chunk: Buffer): number {
    const taken = Math.min(chunk.length, this.#padding);
    this.#padding -= taken;
    if (this.#padding === 0) this.#state = 'header';
    return taken;
  }

  #expect(bytes: number): void {
    this.#left = bytes;
    this.#padding = (blockBytes - (bytes % blockBytes)) % blockBytes;
  }
}
