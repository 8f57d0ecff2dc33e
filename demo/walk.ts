import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Relative names of everything below a folder, sorted. Never follows a link: readdir's own `recursive` does. */
export function namesBelow(folder: string, { filesOnly = false } = {}): string[] {
  const found: string[] = [];
  const visit = (inside: string) => {
    for (const each of readdirSync(path.join(folder, inside), { withFileTypes: true })) {
      const name = path.join(inside, each.name);
      if (each.isFile() || !filesOnly) found.push(name);
      if (each.isDirectory()) visit(name);
    }
  };
  visit('');
  return found.sort();
}
