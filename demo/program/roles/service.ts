import { existsSync, writeFileSync } from 'node:fs';
import { serve } from '../router.ts';

/** A container that an installed service brought along: keeps a file in its own volume and stands by. */
export async function start(): Promise<void> {
  if (!existsSync('/data/state.json')) writeFileSync('/data/state.json', JSON.stringify({ service: process.argv[3] }));
  await serve([], async () => null);
}
