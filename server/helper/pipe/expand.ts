import { type FileHandle, open, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Handler } from '../context.ts';
import { Pace } from '../files/pace.ts';
import { startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';

/** How often it is looked how much there is, ms: what is beyond the limit is as much as is written in that time. */
const lookMs = 50;

/** Decompresses a file into a new file. What was written when it fails is removed. */
export const expandPipe: Handler<'pipe.expand'> = async ({ file, into, limitBytes }, { signal, progress }) => {
  const target = await open(into, 'wx', 0o600);
  const pace = new Pace();
  try {
    const onLook = (bytes: number) => {
      if (bytes > limitBytes) throw new Error(`it holds more than ${limitBytes} bytes`);
      if (pace.isDue()) progress({ bytes });
    };
    return { bytes: await expand(file, target, onLook, signal) };
  } catch (error) {
    await rm(into, { force: true });
    throw error;
  } finally {
    await target.close();
  }
};

/** zstd writes the file by itself: no byte passes through this process. @returns how many it wrote */
async function expand(
  file: string,
  target: FileHandle,
  onLook: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const zstd = startChild('zstd', ['-q', '-dc', '--memory=32MB', '--', file], {
    stdio: ['ignore', target.fd, 'pipe'],
    signal,
  });
  const complaining = complaintsOf(zstd.process.stderr);
  const ended = zstd.ended.then((code) => ({ code }));
  try {
    for (;;) {
      const end = await Promise.race([ended, pause(lookMs)]);
      const { size } = await target.stat();
      onLook(size);
      if (!end) continue;
      signal.throwIfAborted();
      if (end.code !== 0) throw new Error(wordsOf('zstd', end.code, await complaining));
      return size;
    }
  } finally {
    zstd.process.kill('SIGKILL');
  }
}
