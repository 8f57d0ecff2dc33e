import { collect, feed, startChild } from './child.ts';
import { complaintsOf, wordsOf } from './complaints.ts';

/**
 * Runs a program to its end and answers its standard output.
 * @param harmless lines on standard error, and with them a non-zero exit code, that mean nothing is wrong
 * @throws Error naming the program and what it said
 */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; signal: AbortSignal; input?: Iterable<Buffer>; harmless?: RegExp },
): Promise<Buffer> {
  const child = startChild(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    signal: options.signal,
  });
  const { stdin, stdout, stderr } = child.process;
  const [output, complaints, code] = await Promise.all([
    collect(stdout),
    complaintsOf(stderr, options.harmless),
    child.ended,
    stdin === null || options.input === undefined ? undefined : feed(stdin, options.input),
  ]);
  options.signal.throwIfAborted();
  const excused = options.harmless !== undefined && complaints.harmless > 0 && complaints.serious.length === 0;
  if (code !== 0 && !excused) throw new Error(wordsOf(command, code, complaints));
  return output;
}
