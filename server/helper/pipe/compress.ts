import { rm } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { compressInto } from '../files/compressed.ts';
import { Pace } from '../files/pace.ts';
import { startChild } from '../process/child.ts';
import { run } from '../process/run.ts';

/**
 * Compresses what somebody writes into a FIFO. A writer that dies looks like one that is finished: only its exit code
 * tells, and whoever started it judges that. One that never opens the FIFO keeps this waiting until it is cancelled.
 */
export const compressPipe: Handler<'pipe.compress'> = async ({ fifo, file, level }, { signal, progress }) => {
  await run('mkfifo', ['-m', '0666', '--', fifo], { signal });
  try {
    // Opening a FIFO blocks until the other side comes: in a child, which can be killed, not in here.
    const cat = startChild('cat', ['--', fifo], { stdio: ['ignore', 'pipe', 'inherit'], signal });
    const count = { read: 0, stored: 0 };
    const pace = new Pace();
    progress({ ready: true, ...count });
    const report = () => {
      if (pace.isDue()) progress({ ready: true, ...count });
    };
    async function* pieces() {
      for await (const chunk of cat.process.stdout ?? []) {
        count.read += (chunk as Buffer).length;
        report();
        yield chunk as Buffer;
      }
    }
    const onStored = (bytes: number) => {
      count.stored = bytes;
    };
    const stored = await compressInto(file, pieces(), { level, threads: 0, durability: 'fsync', onStored }, signal);
    const code = await cat.ended;
    if (code !== 0) throw new Error(`reading the pipe failed with code ${code}`);
    return { read: count.read, stored };
  } finally {
    await rm(fifo, { force: true });
  }
};
