import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { type Child, startChild } from '../process/child.ts';
import { openPipe } from './pipe.ts';

/** A pipe holds 64 KiB; what was read meanwhile comes in one piece. */
const pieceBytes = 64 * 1024;

export type Reading = {
  child: Child;
  /** What it writes. A piece is overwritten by the next one: who keeps it copies it. */
  pieces: AsyncGenerator<Buffer>;
};

/**
 * Starts a program whose output is so much that it must not cost more than it has to: all of it comes in one buffer. Node's
 * streams take a new one for each piece, and clearing those away took as long as all else that was done with the bytes.
 */
export async function startReading(command: string, args: readonly string[], signal: AbortSignal): Promise<Reading> {
  const { input, output } = await openPipe(signal);
  try {
    const child = startChild(command, args, { stdio: ['pipe', output, 'pipe'], signal });
    return { child, pieces: piecesOf(input) };
  } catch (error) {
    closeSync(input);
    throw error;
  } finally {
    closeSync(output);
  }
}

async function* piecesOf(input: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(pieceBytes);
  let bytes = 0;
  let ended = false;
  let wake = () => {};
  const take = (count: number) => {
    bytes = count;
    wake();
    return false; // no more before this was used
  };
  const socket = new Socket({ fd: input, readable: true, writable: false, onread: { buffer, callback: take } });
  // A pipe that breaks looks like its end; whether the program ended well is told by its exit code.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    ended = true;
    wake();
  });
  try {
    while (!ended) {
      const arrival = new Promise<void>((resolve) => {
        wake = resolve;
      });
      bytes = 0;
      socket.resume();
      await arrival;
      if (bytes > 0) yield buffer.subarray(0, bytes);
    }
  } finally {
    socket.destroy();
  }
}
