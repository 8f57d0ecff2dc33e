import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OrderName, Orders, ReplyLine } from '../protocol.ts';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));

type Waiting = { resolve(result: unknown): void; reject(error: Error): void; onProgress(progress: unknown): void };

/** The real program as a child process, spoken to as the app speaks to it in a container. */
export class HelperProcess implements AsyncDisposable {
  readonly process: ChildProcess;
  readonly hello: Promise<unknown[]>;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** @param note file of a program that comes back after its death */
  constructor(note?: string) {
    this.process = spawn(process.execPath, note ? [program, note] : [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.hello = once(this.process.stdout ?? this.process, 'data');
    createInterface({ input: this.process.stdout ?? process.stdin }).on('line', (line) => this.#take(JSON.parse(line)));
    this.process.once('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the helper ended with ${code}`));
    });
  }

  /** Answers the id too, so that it can be cancelled. */
  begin<Name extends OrderName>(
    order: Name,
    args: Orders[Name]['args'],
    onProgress: (progress: Orders[Name]['progress']) => void = () => undefined,
  ): { id: number; result: Promise<Orders[Name]['result']> } {
    this.#last += 1;
    const id = this.#last;
    const result = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress: onProgress as (progress: unknown) => void });
    });
    this.process.stdin?.write(`${JSON.stringify({ id, order, args })}\n`);
    return { id, result: result as Promise<Orders[Name]['result']> };
  }

  order<Name extends OrderName>(order: Name, args: Orders[Name]['args']): Promise<Orders[Name]['result']> {
    return this.begin(order, args).result;
  }

  cancel(id: number): void {
    this.process.stdin?.write(`${JSON.stringify({ cancel: id })}\n`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.stdin?.end();
    await once(this.process, 'exit');
  }

  #take(line: ReplyLine): void {
    if ('hello' in line) return;
    const waiting = this.#waiting.get(line.id);
    if ('progress' in line) waiting?.onProgress(line.progress);
    else {
      this.#waiting.delete(line.id);
      if ('error' in line) waiting?.reject(new Error(line.error.message));
      else waiting?.resolve(line.result);
    }
  }
}
