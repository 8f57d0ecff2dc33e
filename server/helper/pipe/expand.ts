import { closeSync, constants, openSync } from 'node:fs';
import { lstat, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Handler } from '../context.ts';
import { Pace } from '../files/pace.ts';
import { startChild, writeTo } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';

/** Decompresses a file into a new file, or into a FIFO that is there already. What was written of a file that fails is removed. */
export const expandPipe: Handler<'pipe.expand'> = async ({ file, into, limitBytes }, { signal, progress }) => {
  const isFifo = await lstat(into).then(
    (found) => found.isFIFO(),
    () => false,
  );
  if (isFifo) await readerOf(into, signal);
  const target = openSync(into, isFifo ? 'w' : 'wx', 0o600);
  // The bytes go from one child to another and are only counted here; a write that blocks blocks a child.
  const cat = startChild('cat', [], { stdio: ['pipe', target, 'inherit'], signal });
  closeSync(target);
  try {
    const bytes = await expand(file, limitBytes, cat.process.stdin, signal, progress);
    const code = await cat.ended;
    if (code !== 0) throw new Error('whoever reads the data stopped reading');
    return { bytes };
  } catch (error) {
    cat.process.kill('SIGKILL');
    if (!isFifo) await rm(into, { force: true });
    throw error;
  }
};

async function expand(
  file: string,
  limitBytes: number,
  output: Writable | null,
  signal: AbortSignal,
  progress: (progress: { bytes: number }) => void,
): Promise<number> {
  if (output === null) throw new Error('nowhere to write to');
  const zstd = startChild('zstd', ['-q', '-dc', '--memory=32MB', '--', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const complaining = complaintsOf(zstd.process.stderr);
  const pace = new Pace();
  let bytes = 0;
  for await (const chunk of zstd.process.stdout ?? []) {
    bytes += (chunk as Buffer).length;
    if (bytes > limitBytes) throw new Error(`it holds more than ${limitBytes} bytes`);
    if (!(await writeTo(output, chunk as Buffer))) throw new Error('whoever reads the data stopped reading');
    if (pace.isDue()) progress({ bytes });
  }
  const [code, complaints] = await Promise.all([zstd.ended, complaining]);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(wordsOf('zstd', code, complaints));
  output.end();
  return bytes;
}

/** Waits until somebody has opened a FIFO for reading, so that opening it for writing doesn't block. */
async function readerOf(fifo: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await pause(20, undefined, { signal });
    }
  }
}
