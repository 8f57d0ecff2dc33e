/** Fills a mounted volume: `node fill.ts <bytes> <files> <seed>`. The same arguments make the same content. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { contentOf, sizesFor } from './content.ts';

const [bytes, files, seed] = process.argv.slice(2).map(Number);
const folder = `/fill/fill-${seed}`;
let written = 0;
sizesFor(Number(bytes), Number(files)).forEach((size, index) => {
  const inside = `${folder}/${String(Math.floor(index / 256)).padStart(4, '0')}`;
  if (index % 256 === 0) mkdirSync(inside, { recursive: true });
  const file = openSync(`${inside}/${index}.bin`, 'w');
  for (const part of contentOf(size, Number(seed) * 1_000_003 + index)) written += writeSync(file, part);
  closeSync(file);
});
console.log(`${written} bytes in ${files} files`);
