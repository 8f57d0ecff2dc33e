import { bytesIn } from '../capture/sum.ts';
import type { Handler } from '../context.ts';
import { fingerprintOf } from '../process/find.ts';

/** Counts as the manifest does: all entries, the root's own included; the apparent size of each file once. */
export const measureTree: Handler<'tree.measure'> = async ({ root }, { signal }) => {
  const tree = await fingerprintOf(root, signal);
  return { entries: tree.count, bytes: bytesIn(tree).apparent };
};
