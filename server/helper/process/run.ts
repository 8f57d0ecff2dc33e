import type { Writable } from 'node:stream';
import { collect, feed, startChild } from './child.ts';
import { complaintsOf, wordsOf } from './complaints.ts';

type Options = { cwd?: string; signal: AbortSignal; harmless?: RegExp };

/**
 * Runs a program to its end and answers its standard output.
 * @param harmless lines on standard error, and with them a non-zero exit code, that mean nothing is wrong
 * @throws Error naming the program and what it said
 */
export async function run(
  command: string,
  args: readonly string[],
  { input, ...options }: Options & { input?: Iterable<Buffer> },
): Promise<Buffer> {
  const started = start(command, args, { ...options, stdin: input === undefined ? 'ignore' : 'pipe' });
  if (input !== undefined && started.input !== null) await feed(started.input, input);
  return started.output;
}

export type Started = {
  /** The program's standard input, where it has one. */
  input: Writable | null;
  /** Its standard output, when it has ended well. */
  output: Promise<Buffer>;
};

/** Starts a program; who gives it input and waits for its output may do so later. */
export function start(
  command: string,
  args: readonly string[],
  { cwd, signal, harmless, stdin }: Options & { stdin: 'ignore' | 'pipe' },
): Started {
  const child = startChild(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: [stdin, 'pipe', 'pipe'],
    signal,
  });
  const ending = async (): Promise<Buffer> => {
    const [output, complaints, code] = await Promise.all([
      collect(child.process.stdout),
      complaintsOf(child.process.stderr, harmless),
      child.ended,
    ]);
    signal.throwIfAborted();
    const excused = harmless !== undefined && complaints.harmless > 0 && complaints.serious.length === 0;
    if (code !== 0 && !excused) throw new Error(wordsOf(command, code, complaints));
    return output;
  };
  const output = ending();
  output.catch(() => undefined); // nobody may be waiting yet, and a program that stood ready in vain is waited for by nobody
  return { input: child.process.stdin, output };
}
