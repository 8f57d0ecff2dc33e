import type { Fingerprint } from '../../archive/fingerprint.ts';
import type { Entry } from '../../archive/fingerprint-entry.ts';
import { shown } from '../files/names.ts';
import { LinkPairs } from './link-pairs.ts';
import type { NodeFacts } from './node-table.ts';
import { digest, type TreeModel } from './tree-model.ts';

/** How the tree that a stack makes differs from the fingerprint, one text an entry. */
export function* modelDifferences(model: TreeModel, tree: Fingerprint): Generator<string> {
  const pairs = new LinkPairs();
  for (let index = 0; index < tree.count; index += 1) {
    const path = tree.path(index);
    const node = model.at(path);
    const wanted = tree.entry(index);
    const why = node === null ? 'missing' : differenceOf(model.nodes.facts(node), wanted);
    if (why !== null) yield `${shown(path)}: ${why}`;
    else if (node !== null && wanted.type !== 'd' && !linksFit(pairs, wanted, node, model.nodes.fileOf(node))) {
      yield `${shown(path)}: hard links`;
    }
  }
  const more = model.nodes.countReachable() - tree.count;
  if (more > 0) yield `${more} entries that the fingerprint does not name`;
}

/**
 * Files with one name stay out of the pairs: they are most, and would fill the memory. GNU tar stores each name of a FIFO
 * as a FIFO of its own (create.c counts links of files and symbolic links only); extraction links them again.
 */
function linksFit(pairs: LinkPairs, wanted: Entry, node: number, file: number): boolean {
  if (wanted.type === 'p') return true;
  return wanted.links > 1 ? pairs.fits(wanted.inode, String(file)) : node === file;
}

function differenceOf(facts: NodeFacts, wanted: Entry): string | null {
  if (facts.type !== wanted.type) return 'type';
  if (facts.type !== 'l' && facts.mode !== wanted.mode) return 'mode';
  if (facts.uid !== wanted.uid || facts.gid !== wanted.gid) return 'owner';
  if (facts.type === 'f' && facts.size !== wanted.size) return 'size';
  if (facts.mtimeNs !== wanted.mtimeNs) return 'time';
  if (facts.type === 'l' && facts.target !== digest(wanted.target)) return 'link target';
  return null;
}
