import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fingerprint } from '../../archive/fingerprint.ts';
import { type Entry, encodeFields } from '../../archive/fingerprint-entry.ts';
import { changeOf, treeDifferences } from './trees.ts';

type Tree = Map<string, Partial<Entry>>;
const base: Entry = {
  ...{ type: 'f', mode: 0o644, uid: 0, gid: 0, size: 1, mtimeNs: 5n, ctimeNs: 6n, inode: '7', links: 1, target: '' },
};
function treeOf(entries: Tree): Fingerprint {
  const records = [...entries].map(([path, entry]) => `./${path}\0${encodeFields({ ...base, ...entry })}\0`);
  return Fingerprint.parse(Buffer.from(`./\0${encodeFields({ ...base, type: 'd' })}\0${records.join('')}`, 'latin1'));
}

it('names what came, what went and what differs in each that stayed', () => {
  const left = treeOf(
    new Map<string, Partial<Entry>>([
      ['a', {}],
      ['b', {}],
      ['c', { type: 'l', target: 'x' }],
      ['d', { inode: '9' }],
      ['e', {}],
    ]),
  );
  const right = treeOf(
    new Map<string, Partial<Entry>>([
      ['b', { size: 2, mtimeNs: 9n, mode: 0o600, uid: 3 }],
      ['c', { type: 'l', target: 'y', mode: 0o600 }],
      ['d', { ctimeNs: 99n, links: 2 }],
      ['e', { type: 'p' }],
      ['f', {}],
    ]),
  );
  expect(treeDifferences(left, right).map((each) => [each.path, changeOf(each), each.what])).toEqual([
    ['a', 'gone', []],
    ['b', 'changed', ['size', 'mode', 'owner', 'time']],
    ['c', 'changed', ['target']],
    ['e', 'changed', ['type']],
    ['f', 'added', []],
  ]);
});

it('is the other way round from the other side, and nothing of a tree with itself', () => {
  const trees = fc.dictionary(
    fc.constantFrom(...'abcdefgh'),
    fc.record({ size: fc.nat(2), mode: fc.constantFrom(0o644, 0o600) }),
  );
  const turned = { added: 'gone', gone: 'added', changed: 'changed' };
  fc.assert(
    fc.property(trees, trees, (one, other) => {
      const [left, right] = [treeOf(new Map(Object.entries(one))), treeOf(new Map(Object.entries(other)))];
      const there = treeDifferences(left, right).map((each) => [each.path, changeOf(each)]);
      const back = treeDifferences(right, left).map((each) => [each.path, turned[changeOf(each)]]);
      expect(back).toEqual(there);
      expect(treeDifferences(left, left)).toEqual([]);
    }),
  );
});
