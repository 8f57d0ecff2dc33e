import { createHash, type Hash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoredFile } from '../protocol.ts';

/** Writes files one after another, hashing them. Synchronous, because a tar's reader can't wait in the middle of a chunk. */
export class NewFiles implements Disposable {
  readonly #into: string;
  readonly written: StoredFile[] = [];
  #current: { path: string; file: number; hash: Hash; bytes: number } | null = null;

  constructor(into: string) {
    this.#into = into;
  }

  /** @throws when the file is there already */
  begin(path: string): void {
    this.finish();
    const target = join(this.#into, path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    this.#current = { path, file: openSync(target, 'wx', 0o600), hash: createHash('sha256'), bytes: 0 };
  }

  write(chunk: Buffer): void {
    const current = this.#current;
    if (current === null) throw new Error('no file was begun');
    current.hash.update(chunk);
    current.bytes += chunk.length;
    for (let at = 0; at < chunk.length; ) at += writeSync(current.file, chunk, at);
  }

  /** Closes the last file. */
  finish(): void {
    if (this.#current === null) return;
    const { path, file, hash, bytes } = this.#current;
    this.#current = null;
    closeSync(file);
    this.written.push({ path, bytes, sha256: hash.digest('hex') });
  }

  [Symbol.dispose](): void {
    if (this.#current !== null) closeSync(this.#current.file);
    this.#current = null;
  }
}
