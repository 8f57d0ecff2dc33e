import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Every program this helper has started and that has not ended. */
const running = new Set<ChildProcess>();

/** Messages in plain English, whatever the image says. */
const env = { ...process.env, LC_ALL: 'C' };

export type Child = {
  process: ChildProcess;
  /** Resolves when it has ended and its pipes are read: its exit code, or 128 when a signal killed it. */
  ended: Promise<number>;
};

/**
 * Starts a program with an array of arguments; there is never a shell. Aborting kills it.
 * @throws when it can't be started, through `ended`
 */
export function startChild(
  command: string,
  args: readonly string[],
  options: { cwd?: string; stdio: SpawnOptions['stdio']; signal: AbortSignal },
): Child {
  options.signal.throwIfAborted();
  const child = spawn(command, args, { cwd: options.cwd, stdio: options.stdio, env });
  const kill = () => child.kill('SIGKILL');
  running.add(child);
  options.signal.addEventListener('abort', kill, { once: true });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 128));
  }).finally(() => {
    running.delete(child);
    options.signal.removeEventListener('abort', kill);
  });
  ended.catch(() => undefined);
  // A program that ends early closes its input: its exit code tells, the broken pipe adds nothing.
  child.stdin?.on('error', () => undefined);
  return { process: child, ended };
}

export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Writes pieces into a program's input at its pace, then closes it. Stops quietly when the program has ended. */
export async function feed(input: Writable, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) {
    if (!(await writeTo(input, piece))) return;
  }
  input.end();
}

/** Hands a piece over, whose memory may be used again afterwards. @returns whether the other side still reads */
export function writeTo(input: Writable, piece: Buffer): Promise<boolean> {
  return new Promise((resolve) => input.write(piece, (error) => resolve(!error && !input.destroyed)));
}

/** All of a stream's bytes; for outputs that are known to be small enough. */
export async function collect(stream: Readable | null): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
