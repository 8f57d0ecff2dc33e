import type { Writable } from 'node:stream';
import { fail } from '../errors/error.ts';
import type { OrderLine, OrderName, Orders, ReplyLine } from '../helper/protocol.ts';
import { protocolVersion } from '../helper/protocol.ts';
import type { OrderOptions } from './helper.ts';

type OpenOrder = {
  take(line: Exclude<ReplyLine, { hello: number }>): void;
  fail(reason: Error): void;
};

/** The conversation with a helper's program: which orders are open, and what its lines mean. Knows nothing of Docker. */
export class Orderbook {
  readonly #role: string;
  readonly #input: Writable;
  readonly #open = new Map<number, OpenOrder>();
  readonly #hello = Promise.withResolvers<void>();
  #lastId = 0;
  #ended: Error | null = null;

  constructor(role: string, input: Writable) {
    this.#role = role;
    this.#input = input;
    // Nobody may wait for hello any more when the helper dies.
    this.#hello.promise.catch(() => {});
  }

  /** Resolves when the program has said that it speaks our version. */
  get hello(): Promise<void> {
    return this.#hello.promise;
  }

  /** Takes a line of the program's standard output. */
  take(text: string): void {
    const line: ReplyLine = JSON.parse(text);
    if ('hello' in line) this.#greet(line.hello);
    // A cancelled order that we no longer wait for may still answer: it is not open any more.
    else this.#open.get(line.id)?.take(line);
  }

  /** The program is gone: every open order, and every later one, fails with `reason`. */
  end(reason: Error): void {
    this.#ended ??= reason;
    this.#hello.reject(reason);
    for (const order of [...this.#open.values()]) order.fail(reason);
  }

  async order<Name extends OrderName>(
    name: Name,
    args: Orders[Name]['args'],
    { signal, onProgress }: OrderOptions<Name>,
  ): Promise<Orders[Name]['result']> {
    signal?.throwIfAborted();
    if (this.#ended) throw this.#ended;
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<unknown>();
    let letGo: NodeJS.Timeout | undefined;
    const cancel = () => {
      this.#send({ cancel: id });
      letGo = setTimeout(() => answer.reject(signal?.reason), cancelPatienceMs);
    };
    const fails = (reason: Error) => answer.reject(signal?.aborted ? signal.reason : reason);
    this.#open.set(id, {
      fail: fails,
      take: (line) => {
        if ('progress' in line) onProgress?.(line.progress as Orders[Name]['progress']);
        else if ('error' in line) fails(this.#failed(`${name}: ${line.error.message}`));
        else if (signal?.aborted) answer.reject(signal.reason);
        else answer.resolve(line.result);
      },
    });
    signal?.addEventListener('abort', cancel, { once: true });
    this.#send({ id, order: name, args });
    try {
      // The program is ours, of the same version: the protocol's types hold for its answers.
      return (await answer.promise) as Orders[Name]['result'];
    } finally {
      this.#open.delete(id);
      clearTimeout(letGo);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #greet(version: number): void {
    if (version === protocolVersion) this.#hello.resolve();
    else
      this.#hello.reject(
        this.#failed(
          `its image speaks version ${version} of the helper protocol, this Holdfast speaks ${protocolVersion}`,
        ),
      );
  }

  #send(line: OrderLine): void {
    if (!this.#input.destroyed) this.#input.write(`${JSON.stringify(line)}\n`);
  }

  #failed(detail: string): Error {
    return fail('docker.helper-failed', { role: this.#role, detail });
  }
}

/** A helper that does not let go of a cancelled order within this time is not waited for; disposing it kills it. */
const cancelPatienceMs = 10_000;
