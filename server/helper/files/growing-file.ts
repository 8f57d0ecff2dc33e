import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredFile } from '../protocol.ts';

const pieceBytes = 1024 * 1024;
const againMs = 20;

/** Brought to the disk at once. Whoever else waits for the disk waits for so much at most, not for a whole layer. */
const flushBytes = 32 * 1024 * 1024;

/** Reads along a file that another program writes, while its bytes are still in memory, and brings it to the disk. */
export class GrowingFile {
  readonly #file: FileHandle;
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Read so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Hashes it to the end that it has when the writing has ended well; it is on the disk then. @throws what the writing throws */
  async hashUntil(writing: Promise<unknown>): Promise<Omit<StoredFile, 'path'>> {
    let writes = true;
    const ended = writing.finally(() => {
      writes = false;
    });
    ended.catch(() => undefined);
    const hash = createHash('sha256');
    const piece = Buffer.alloc(pieceBytes);
    let flushed = 0;
    for (;;) {
      const isLast = !writes;
      const { bytesRead } = await this.#file.read(piece, 0, pieceBytes, this.#bytes);
      hash.update(piece.subarray(0, bytesRead));
      this.#bytes += bytesRead;
      if (this.#bytes - flushed >= flushBytes) {
        await this.#file.datasync();
        flushed = this.#bytes;
      }
      if (bytesRead > 0) continue;
      if (isLast) break;
      await pause(againMs);
    }
    await ended;
    await this.#file.sync();
    return { bytes: this.#bytes, sha256: hash.digest('hex') };
  }
}
