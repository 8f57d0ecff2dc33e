import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type RunOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** All output is appended to this file; its tail is quoted when the command fails. */
  log?: string;
  signal?: AbortSignal;
};

/**
 * Runs a command to its end.
 * @returns its standard output, when it is not logged.
 * @throws an Error that quotes the last lines it wrote.
 */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    signal: options.signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  if (options.log) {
    mkdirSync(path.dirname(options.log), { recursive: true });
    const log = createWriteStream(options.log, { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = Buffer.concat(out).toString();
  if (code === 0) return text;
  const tail = tailOf(`${text}\n${Buffer.concat(err).toString()}`);
  throw new Error(`${path.basename(command)} ${args[0] ?? ''} ended with ${code}:\n${tail}`);
}

/** The last lines of a text, for an error message. */
export function tailOf(text: string, lines = 20): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The last lines of a file; empty when there is none. */
export function tailOfFile(file: string, lines = 20): string {
  try {
    return tailOf(readFileSync(file, 'utf8'), lines);
  } catch {
    return '';
  }
}
