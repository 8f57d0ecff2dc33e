import { readdir } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { bytesOf, pathBelow } from '../files/names.ts';

/** Names of files by a glob, for the profile's agreement rule. `*` stands for any characters within one folder. */
export const namesByGlob: Handler<'capture.names'> = async ({ root, glob, capture }) => {
  const pattern = new RegExp(capture);
  const names = new Set<string>();
  for (const path of await matches(
    root,
    '',
    glob.split('/').filter((part) => part !== '' && part !== '.'),
  )) {
    // Names in the database are text, so these become text too.
    const name = pattern.exec(bytesOf(path).toString('utf8'))?.[1];
    if (name !== undefined) names.add(name);
  }
  return { names: [...names].sort() };
};

async function matches(root: string, folder: string, parts: string[]): Promise<string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return folder === '' ? [] : [folder];
  const pattern = patternOf(part);
  const found: string[] = [];
  for (const entry of await entriesOf(root, folder)) {
    if (!pattern.test(entry.name) || (rest.length > 0 && !entry.isDirectory())) continue;
    found.push(...(await matches(root, folder === '' ? entry.name : `${folder}/${entry.name}`, rest)));
  }
  return found;
}

async function entriesOf(root: string, folder: string): Promise<{ name: string; isDirectory(): boolean }[]> {
  try {
    return await readdir(pathBelow(root, folder), { withFileTypes: true, encoding: 'latin1' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function patternOf(part: string): RegExp {
  const text = Buffer.from(part).toString('latin1');
  const body = text
    .split('*')
    .map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${body}$`, 's');
}
