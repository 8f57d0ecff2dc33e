import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { services } from './data.ts';
import { makeLibrary } from './library.ts';

type Makers = {
  writeFiles(id: string, name: string): Promise<void>;
  makeResources(id: string): Promise<void>;
};

/** Fills an empty volume once. `library` is moved into place last and tells that it was done. */
export async function seedFiles({ writeFiles, makeResources }: Makers): Promise<void> {
  if (existsSync('/data/library')) return;
  if (existsSync('/data/services') && !existsSync('/data/.library') && readdirSync('/data/services').length > 0) return;
  rmSync('/data/.library', { recursive: true, force: true });
  makeLibrary('/data/.library');
  for (const { id, name, resources } of services) {
    await writeFiles(id, name);
    if (resources) await makeResources(id);
  }
  renameSync('/data/.library', '/data/library');
}
