import { rm } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { compressInto } from '../files/compressed.ts';
import { Pace } from '../files/pace.ts';
import { startChild } from '../process/child.ts';
import { run } from '../process/run.ts';

/** Opens the FIFO, which its writer waits for, and reads on when it is told to; never when whoever tells it has died. */
const openThenRead = 'exec 3< "$1"; read -r go && exec cat <&3';

/** By FIFO: lets the bytes flow. */
const closed = new Map<string, () => void>();

/**
 * Compresses what somebody writes into a FIFO, from when the bytes may flow: who writes stands still until then, and takes
 * nothing from a freeze. A writer that dies looks like one that is finished: only its exit code tells, and whoever started it
 * judges that. One that never opens the FIFO keeps this waiting until it is cancelled.
 */
export const compressPipe: Handler<'pipe.compress'> = async ({ fifo, file, level }, { signal, progress }) => {
  await run('mkfifo', ['-m', '0666', '--', fifo], { signal });
  try {
    // Opening a FIFO blocks until the other side comes: in a child, which can be killed, not in here.
    const cat = startChild('sh', ['-c', openThenRead, 'sh', fifo], { stdio: ['pipe', 'pipe', 'inherit'], signal });
    closed.set(fifo, () => cat.process.stdin?.end('go\n'));
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
    const stored = await compressInto(file, pieces(), { level, durability: 'fsync', onStored }, signal);
    const code = await cat.ended;
    if (code !== 0) throw new Error(`reading the pipe failed with code ${code}`);
    return { read: count.read, stored };
  } finally {
    closed.delete(fifo);
    await rm(fifo, { force: true });
  }
};

export const letFlow: Handler<'pipe.flow'> = async ({ fifo }) => {
  closed.get(fifo)?.();
  return {};
};
