import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../clone.ts';

/**
 * The files that a program of this repository imports, itself included: what has to be copied for it to run elsewhere.
 * @param entry relative to the top folder, as are the results.
 */
export function importClosure(entry: string): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file) || !existsSync(path.join(root, file))) return;
    found.add(file);
    for (const next of importsOf(readFileSync(path.join(root, file), 'utf8')))
      visit(path.join(path.dirname(file), next));
  };
  visit(entry);
  return [...found].sort();
}

/** Relative specifiers of static and dynamic imports and re-exports; imports of types are gone when the program runs. */
export function importsOf(source: string): string[] {
  const statements = source.matchAll(
    /^\s*(?:import|export)\s(?!type\b)[^;'"]*?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/gm,
  );
  return [...statements].map((match) => String(match[1] ?? match[2]));
}
