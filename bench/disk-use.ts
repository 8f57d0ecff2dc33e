import { run } from '../demo/run.ts';

/** Bytes of all files below a folder, hard links once. */
export async function diskUse(folder: string): Promise<number> {
  return Number((await run('du', ['-sb', '--', folder])).split('\t')[0]);
}
