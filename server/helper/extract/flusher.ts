import { run } from '../process/run.ts';

/** Brought to the disk at once, by and by. */
const flushBytes = 256 * 1024 * 1024;

/**
 * Brings a tree to the disk while it is being written. Left to itself the kernel begins only when a tenth of the memory
 * waits: the disk would stand still at first, and whoever else waits for it would wait for all of that at the end.
 */
export class Flusher {
  readonly #root: string;
  readonly #signal: AbortSignal;
  #waiting = 0;
  #isFlushing = false;
  #flushed: Promise<void> = Promise.resolve();

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  /** Takes note of bytes that were written; waits for nothing. */
  wrote(bytes: number): void {
    this.#waiting += bytes;
    if (this.#waiting >= flushBytes) this.begin();
  }

  /** Begins with what was written so far, unless it is at it already. */
  begin(): void {
    if (this.#isFlushing) return;
    this.#waiting = 0;
    this.#isFlushing = true;
    this.#flushed = this.#flush().then(() => {
      this.#isFlushing = false;
    });
    this.#flushed.catch(() => undefined); // `finish` throws it, after which nothing more is flushed
  }

  /** All that was written is on the disk when this returns. @throws also what went wrong before */
  async finish(): Promise<void> {
    await this.#flushed;
    await this.#flush();
  }

  async #flush(): Promise<void> {
    await run('sync', ['-f', '.'], { cwd: this.#root, signal: this.#signal });
  }
}
