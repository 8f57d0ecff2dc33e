import type { z } from 'zod';
import type { storeViewSchema } from '../../contract/installations.ts';
import { hostPathOf } from '../../docker/index.ts';
import { countArchives } from '../../store/index.ts';
import type { App } from '../app.ts';

/** The path is the one on Docker's host, where it can be told. */
export async function storeView({ deps }: App): Promise<z.infer<typeof storeViewSchema>> {
  const { usedBytes, freeBytes } = await deps.store.space();
  const path = await hostPathOf(deps.docker, deps.store.folder).catch(() => deps.store.folder);
  const isVolume = /\/volumes\/[^/]+\/_data(\/|$)/.test(path);
  return { path, kind: isVolume ? 'volume' : 'folder', usedBytes, freeBytes, archives: await countArchives(deps.db) };
}
