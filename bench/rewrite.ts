import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { contentOf } from '../demo/program/content.ts';
import { randomFrom } from '../server/helper/testing/random-tree.ts';

/**
 * Rewrites a share of the filling's files, each wholly and to the same size. The suite and its round choose the files and
 * their new content: content that was there already would please those who store equal blocks once.
 * @returns bytes written
 */
export async function rewriteShare(
  filling: readonly string[],
  share: number,
  suite: string,
  round: number,
): Promise<number> {
  const random = randomFrom(createHash('sha256').update(`${suite} ${round}`).digest().readInt32LE());
  let written = 0;
  for (const folder of filling) {
    for (const inside of (await readdir(folder)).toSorted()) {
      for (const name of (await readdir(path.join(folder, inside))).toSorted()) {
        if (random(10_000) >= share * 10_000) continue;
        const file = path.join(folder, inside, name);
        const { size } = await stat(file);
        writeFileSync(file, Buffer.concat([...contentOf(size, random(2 ** 31))]));
        written += size;
      }
    }
  }
  return written;
}
