import type { Handler } from '../context.ts';
import { Sampler, shown } from '../files/names.ts';
import { fingerprintOf } from '../process/find.ts';
import { readFingerprint } from '../stack/read-fingerprint.ts';
import { differences, inWords } from './compare.ts';

/** Looks, and changes nothing. */
export const compareTree: Handler<'tree.compare'> = async ({ root, fingerprint }, { signal }) => {
  const tree = await readFingerprint(fingerprint, signal);
  const found = await fingerprintOf(root, signal);
  const sampler = new Sampler();
  for (const difference of differences(found, tree)) sampler.add(`${shown(difference.path)}: ${inWords(difference)}`);
  return { entries: found.count, differences: sampler.sample };
};
