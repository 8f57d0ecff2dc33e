import type { Store } from './types.ts';

export type * from './types.ts';

/** Opens the store in `folder`, making its folders (0700) where they are missing. */
export async function openStore(_folder: string): Promise<Store> {
  throw new Error('not built yet');
}
