import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isLayerName } from '../archive/layout.ts';
import { isMissing } from './look.ts';
import type { Room } from './room.ts';

/**
 * A job's claims: names of layers that it needs before a sealed manifest names them. Written before the first layer is
 * moved into the store, so that whoever collects in between leaves them alone.
 */
const claimsName = 'claims.json';
const claimsSchema = z.array(z.string().refine(isLayerName));

/** Adds to what the job of this folder claims. */
export async function addClaims(room: Room, folder: string, names: Iterable<string>): Promise<void> {
  const all = new Set([...(await readClaims(folder)), ...names]);
  const draft = join(folder, `.${claimsName}`);
  await room.disk.write(draft, JSON.stringify([...all].sort()));
  await room.disk.rename(draft, join(folder, claimsName));
  await room.disk.sync(folder);
}

/** Claims of every job that has a folder. */
export async function allClaims(room: Room): Promise<Set<string>> {
  const jobs = await readdir(room.incoming, { withFileTypes: true });
  const folders = jobs.filter((entry) => entry.isDirectory()).map((entry) => join(room.incoming, entry.name));
  const claims = await Promise.all(folders.map(readClaims));
  return new Set(claims.flat());
}

async function readClaims(folder: string): Promise<string[]> {
  try {
    return claimsSchema.parse(JSON.parse(await readFile(join(folder, claimsName), 'utf8')));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
