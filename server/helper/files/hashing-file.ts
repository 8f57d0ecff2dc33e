import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoredFile } from '../protocol.ts';

/** Writes a new file, hashing as it goes. Whoever opens it closes it; a file that was not finished is the caller's to remove. */
export class HashingFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /** Makes its folder too where it is missing. @throws when the file is there already */
  static async create(path: string): Promise<HashingFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return new HashingFile(path, await open(path, 'wx', 0o600));
  }

  get bytes(): number {
    return this.#bytes;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    for (let at = 0; at < chunk.length; ) at += (await this.#handle.write(chunk, at)).bytesWritten;
  }

  /** Closes the file. With `fsync` it is on disk afterwards; inside a freeze that waits until after the thaw. */
  async finish(durability: 'fsync' | 'later'): Promise<StoredFile> {
    if (durability === 'fsync') await this.#handle.sync();
    await this.#handle.close();
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }

  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }
}
