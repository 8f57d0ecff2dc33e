import { writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentOf } from '../demo/program/content.ts';

/** Rewrites a share of the filling's files, others each round, each wholly and to the same size. @returns bytes written */
export async function rewriteShare(filling: readonly string[], share: number, round: number): Promise<number> {
  const every = Math.round(1 / share);
  let written = 0;
  for (const folder of filling) {
    for (const inside of (await readdir(folder)).toSorted()) {
      for (const name of await readdir(path.join(folder, inside))) {
        const index = Number(name.split('.')[0]);
        if (index % every !== round % every) continue;
        const file = path.join(folder, inside, name);
        const { size } = await stat(file);
        writeFileSync(file, Buffer.concat([...contentOf(size, 7919 * round + index)]));
        written += size;
      }
    }
  }
  return written;
}
