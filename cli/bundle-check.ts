import { createHash, type Hash } from 'node:crypto';

const blockBytes = 512;
const sumsName = 'SHA256SUMS';
/** A bundle's SHA256SUMS has a line for each of its files, and these are few. */
const largestText = 16 * 1024 * 1024;

/**
 * Holds a bundle against the SHA256SUMS in it while its bytes go by: every file of the tar must be what its line says, and
 * every line must have its file. So what arrived is what the server sealed, whatever stood between.
 */
export class BundleCheck {
  #rest = Buffer.alloc(0);
  #left = 0;
  #padding = 0;
  #file: { path: string; hash: Hash; kept: Buffer[] | null } | null = null;
  /** Of an extended header, for the entry that follows. */
  #pax: { path?: string; size?: number } = {};
  #inPax: Buffer[] | null = null;
  readonly #hashes = new Map<string, string>();
  #sums: string | null = null;
  #broken: string | null = null;

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#broken === null) {
      if (this.#left > 0) at += this.#take(chunk.subarray(at, at + this.#left));
      else if (this.#padding > 0) {
        const skipped = Math.min(this.#padding, chunk.length - at);
        this.#padding -= skipped;
        at += skipped;
      } else {
        const wanted = blockBytes - this.#rest.length;
        this.#rest = Buffer.concat([this.#rest, chunk.subarray(at, at + wanted)]);
        at += Math.min(wanted, chunk.length - at);
        if (this.#rest.length === blockBytes) this.#header(this.#rest);
      }
    }
  }

  /** @returns what is wrong; null: everything is as SHA256SUMS says */
  problem(): string | null {
    if (this.#broken !== null) return this.#broken;
    if (this.#sums === null) return `it holds no ${sumsName}`;
    const named = new Map(
      this.#sums.split('\n').flatMap((line) => (line ? [[line.slice(66), line.slice(0, 64)]] : [])),
    );
    for (const [path, sha256] of named) {
      if (this.#hashes.get(path) !== sha256) return `${path} is not what ${sumsName} says`;
    }
    const extra = [...this.#hashes.keys()].find((path) => !named.has(path));
    return extra === undefined ? null : `${sumsName} does not name ${extra}`;
  }

  #header(block: Buffer): void {
    this.#rest = Buffer.alloc(0);
    if (block.every((byte) => byte === 0)) return;
    const text = (from: number, length: number) => block.toString('latin1', from, from + length).replace(/\0.*$/s, '');
    const size = this.#pax.size ?? Number.parseInt(text(124, 12), 8);
    if (text(257, 5) !== 'ustar' || !Number.isSafeInteger(size) || size < 0) {
      this.#broken = 'it is no tar';
      return;
    }
    this.#left = size;
    this.#padding = (blockBytes - (size % blockBytes)) % blockBytes;
    if (text(156, 1) === 'x') this.#inPax = [];
    else {
      const path = (this.#pax.path ?? text(0, 100)).replace(/^[^/]*\//, '');
      this.#file = { path, hash: createHash('sha256'), kept: path === sumsName ? [] : null };
      this.#pax = {};
    }
    if (size === 0) this.#finish();
  }

  #take(piece: Buffer): number {
    this.#left -= piece.length;
    this.#file?.hash.update(piece);
    const kept = this.#inPax ?? this.#file?.kept;
    kept?.push(Buffer.from(piece));
    if (kept && kept.reduce((sum, each) => sum + each.length, 0) > largestText) this.#broken = 'it is no bundle';
    if (this.#left === 0) this.#finish();
    return piece.length;
  }

  #finish(): void {
    if (this.#inPax) {
      const records = Buffer.concat(this.#inPax).toString('utf8');
      const [path, size] = [
        /(?:^|\n)\d+ path=(.*)\n/.exec(records)?.[1],
        /(?:^|\n)\d+ size=(\d+)\n/.exec(records)?.[1],
      ];
      this.#pax = { ...(path ? { path } : {}), ...(size ? { size: Number(size) } : {}) };
      this.#inPax = null;
    } else if (this.#file) {
      const { path, hash, kept } = this.#file;
      if (kept) this.#sums = Buffer.concat(kept).toString('utf8');
      else this.#hashes.set(path, hash.digest('hex'));
      this.#file = null;
    }
  }
}
