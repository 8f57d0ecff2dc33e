import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Held } from './resume.ts';

/** Path of the note, inside the container's own file system. Only a program that comes back after its death has one. */
const file = process.argv[2];

/**
 * What is guarded, for this program to know when it was killed, perhaps together with Docker or the whole machine, and
 * is started again.
 */
export const note = {
  /** It is on the disk when this returns. */
  write(held: Held | null): void {
    if (file === undefined) return;
    const fresh = openSync(`${file}.new`, 'w', 0o600);
    writeFileSync(fresh, JSON.stringify(held));
    fsyncSync(fresh);
    closeSync(fresh);
    renameSync(`${file}.new`, file);
  },
  /** Null where nothing was guarded; undefined at the first start. */
  read(): Held | null | undefined {
    if (file === undefined || !existsSync(file)) return undefined;
    return JSON.parse(readFileSync(file, 'utf8'));
  },
};
