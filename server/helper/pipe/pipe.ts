import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../process/run.ts';

/** Both ends of a pipe, as file descriptors; who has them closes them. */
export type Pipe = { input: number; output: number };

/** Node makes no pipes, but opens those that have a name; the name is gone before anybody can use it. */
export async function openPipe(signal: AbortSignal): Promise<Pipe> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pipe-'));
  try {
    const name = join(folder, 'pipe');
    await run('mkfifo', ['-m', '0600', '--', name], { signal });
    // Each end would wait for the other one. Opened so it does not, but a program that reads there must wait for bytes.
    const opener = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
    const output = openSync(name, constants.O_WRONLY);
    const input = openSync(name, constants.O_RDONLY);
    closeSync(opener);
    return { input, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
