/**
 * Writes 4 KiB and waits until they are on the disk, every 20 ms, in a process of its own: what else a bench does must not
 * stand in its way. Ends when its input does, and prints how long each write took, in ms, as JSON.
 */
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const file = await open(process.argv[2] ?? '', 'w');
const piece = Buffer.alloc(4096, 'w');
const took: number[] = [];
let going = true;
process.stdin.resume().once('end', () => {
  going = false;
});
while (going) {
  const from = performance.now();
  await file.write(piece, 0, piece.length, (took.length % 1000) * piece.length);
  await file.sync();
  took.push(performance.now() - from);
  await sleep(20);
}
await file.close();
process.stdout.write(JSON.stringify(took));
