import { readdir } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { run } from '../process/run.ts';

/** For a folder that can't be replaced itself. What is mounted inside it stays, and is an error: it would be in the way. */
export const emptyTree: Handler<'tree.empty'> = async ({ root }, { signal }) => {
  await run('find', ['.', '-xdev', '-mindepth', '1', '-delete'], { cwd: root, signal });
  const left = await readdir(root);
  if (left.length > 0) throw new Error(`${root} still holds ${left.length} entries`);
  return {};
};
