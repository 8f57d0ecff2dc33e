import type { Fingerprint } from '../../archive/fingerprint.ts';
import { fingerprintBelow, fingerprintOf } from '../process/find.ts';
import type { TreeModel } from '../stack/tree-model.ts';
import { type AttributeDifference, attributeDifferences, mendAttributes } from './attributes.ts';
import { attributesLeft, type Difference, differences } from './compare.ts';
import { linkFifos } from './fifos.ts';
import { mendModesAndTimes, mendOwners } from './mend.ts';

export type Comparison = { entries: Difference[]; attributes: AttributeDifference[] };

/**
 * Compares a tree with its fingerprint and the attributes in the archive, and mends what can be mended. Looks again
 * afterwards, since mending one thing may move another (a link made again, its folder's time); three times are enough.
 * @param model null where neither the tree nor the archive has attributes
 */
export async function mendUntilEqual(
  root: string,
  tree: Fingerprint,
  model: TreeModel | null,
  signal: AbortSignal,
): Promise<{ mended: number; left: Comparison }> {
  const touched = new Set<string>();
  let left = await lookAtAll(root, tree, model, signal);
  for (let pass = 0; pass < 3; pass += 1) {
    const paths = await mend(root, left, signal);
    if (paths.length === 0) break;
    for (const path of paths) touched.add(path);
    const movesOthers =
      left.attributes.length > 0 || left.entries.some(({ mendable }) => mendable.includes('FIFO link'));
    left = movesOthers ? await lookAtAll(root, tree, model, signal) : await lookAtMended(root, left.entries, signal);
  }
  return { mended: touched.size, left };
}

async function lookAtAll(
  root: string,
  tree: Fingerprint,
  model: TreeModel | null,
  signal: AbortSignal,
): Promise<Comparison> {
  const [found, attributes] = await Promise.all([
    fingerprintOf(root, signal),
    model === null ? [] : attributeDifferences(root, tree, model, signal),
  ]);
  return { entries: [...differences(found, tree)], attributes };
}

/** Owners, modes and times change nothing else: a second look at 200,000 files for the sake of a few would be waste. */
async function lookAtMended(root: string, entries: readonly Difference[], signal: AbortSignal): Promise<Comparison> {
  const paths = entries.filter(({ mendable }) => mendable.length > 0).map(({ path }) => path);
  const found = await fingerprintBelow(root, paths, 'themselves', signal);
  const left = entries.map((difference) => {
    const at = found.indexOf(difference.path);
    if (difference.wanted === null || at < 0) return difference;
    return { ...difference, mendable: attributesLeft(difference.wanted, found.entry(at)) };
  });
  return { entries: left.filter(({ other, mendable }) => other !== null || mendable.length > 0), attributes: [] };
}

/** @returns which entries were touched */
async function mend(root: string, { entries, attributes }: Comparison, signal: AbortSignal): Promise<string[]> {
  await linkFifos(root, entries);
  await mendOwners(root, entries, signal);
  await mendAttributes(root, attributes, signal);
  await mendModesAndTimes(root, entries, signal);
  const mendable = entries.filter((difference) => difference.mendable.length > 0);
  return [...mendable, ...attributes].map(({ path }) => path);
}
