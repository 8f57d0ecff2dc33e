import { randomUUID } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where Holdfast keeps its own state. Plain Node only, so that scripts of the shell can use it too. */
export function stateFolderOf(env: NodeJS.ProcessEnv): string {
  return path.resolve(env.HOLDFAST_STATE || '.holdfast/state');
}

/** Makes the state folder and its `keys` (both 0700), also where they stood with wider modes. */
export function openStateFolder(folder: string): void {
  for (const each of [folder, path.join(folder, 'keys')]) {
    mkdirSync(each, { recursive: true, mode: 0o700 });
    chmodSync(each, 0o700);
  }
}

/** The uuid of the state folder: made once, the same ever after. Helpers bear it as their label. */
export function instanceOf(folder: string): string {
  return keepOnce(path.join(folder, 'instance'), () => randomUUID());
}

/**
 * Reads `file`, or makes it (0600) with what `make` returns. Written beside and linked into place: of two processes
 * that start at once one wins and both read the same, and a crash leaves no half file.
 */
export function keepOnce(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, `${make()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}
