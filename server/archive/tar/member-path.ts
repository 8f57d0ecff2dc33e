import { pathIsSound } from '../fingerprint.ts';
import { TarProblem } from './problem.ts';

/**
 * The path of a member relative to the root, without a leading `./` and a folder's trailing `/`; empty for the root.
 * @throws TarProblem `path-leaves-root` when it is absolute, empty, has `.` or `..` in it, or an empty part
 */
export function memberPath(raw: string, kind: 'folder' | 'other'): string {
  const bare = kind === 'folder' && raw.endsWith('/') ? raw.slice(0, -1) : raw;
  if (kind === 'folder' && bare === '.') return '';
  const path = bare.startsWith('./') ? bare.slice(2) : bare;
  if (!pathIsSound(path)) throw new TarProblem('path-leaves-root', raw);
  return path;
}
