import { blockBytes } from './header.ts';
import { TarProblem } from './problem.ts';

/**
 * Follows the map that GNU sparse 1.0 puts before a file's data: decimal numbers, one a line: how many regions, then
 * offset and length of each, padded to a block. GNU tar takes from the archive what the map says and not what the header
 * says, so a map that disagrees with the header would let it read headers that a checker took for data.
 */
export class SparseMap {
  readonly #realSize: number;
  #digits = '';
  #numbersLeft = 1;
  #counted = false;
  #offset: number | null = null;
  #end = 0;
  #data = 0;
  #lastWasPartial = false;
  #bytes = 0;

  constructor(realSize: number) {
    this.#realSize = realSize;
  }

  /** Takes bytes of the map; answers how many it took, fewer than given when the map ended. */
  take(chunk: Buffer): number {
    let at = 0;
    for (; at < chunk.length && !this.done; at += 1) this.#step(chunk[at] ?? 0);
    this.#bytes += at;
    return at;
  }

  get done(): boolean {
    return this.#counted && this.#numbersLeft === 0;
  }

  /** Bytes of map and padding; meaningful when done. */
  get mapBytes(): number {
    return Math.ceil(this.#bytes / blockBytes) * blockBytes;
  }

  /** Bytes of data that follow the map. */
  get dataBytes(): number {
    return this.#data;
  }

  #step(byte: number): void {
    if (byte >= 0x30 && byte <= 0x39 && this.#digits.length < 16) this.#digits += String.fromCharCode(byte);
    else if (byte === 0x0a && this.#digits !== '') this.#number(Number(this.#digits));
    else throw broken();
  }

  #number(value: number): void {
    this.#digits = '';
    this.#numbersLeft -= 1;
    if (!this.#counted) {
      if (value > 100_000_000) throw broken();
      this.#counted = true;
      this.#numbersLeft = value * 2;
    } else if (this.#offset === null) this.#offset = value;
    else {
      this.#region(this.#offset, value);
      this.#offset = null;
    }
  }

  #region(offset: number, length: number): void {
    if (offset < this.#end || offset + length > this.#realSize || (this.#lastWasPartial && length > 0)) throw broken();
    this.#end = offset + length;
    this.#data += length;
    this.#lastWasPartial ||= length % blockBytes !== 0;
  }
}

function broken(): TarProblem {
  return new TarProblem('not-tar', 'the map of a sparse file is malformed');
}
