import { feed } from './child.ts';
import { type Started, start } from './run.ts';

/**
 * A program that was started before it is needed and waits for its input. Starting one stops this process for the longer
 * the more memory it holds (1 ms at 50 MiB, 15 ms at 300 MiB), and inside a freeze services would wait for that.
 */
export class Standby implements Disposable {
  readonly #stop = new AbortController();
  readonly #started: Started;

  constructor(command: string, args: readonly string[], options: { cwd: string; harmless?: RegExp }) {
    this.#started = start(command, args, { ...options, signal: this.#stop.signal, stdin: 'pipe' });
  }

  /** Gives the program its input. @returns its output, when it has ended well */
  async run(input: Iterable<Buffer>, signal: AbortSignal): Promise<Buffer> {
    return whileWanted(signal, this.#stop, async () => {
      if (this.#started.input !== null) await feed(this.#started.input, input);
      return this.#started.output;
    });
  }

  /** Ends it, whether it was needed or not. */
  [Symbol.dispose](): void {
    this.#stop.abort();
  }
}

/** What was started with a life of its own ends, from now on until the work is done, when that is not wanted any more. */
export async function whileWanted<T>(signal: AbortSignal, life: AbortController, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const end = () => life.abort();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener('abort', end);
  }
}
