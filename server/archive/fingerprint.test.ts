import fc from 'fast-check';
import { expect, it } from 'vitest';
import { align } from './alignment.ts';
import { Fingerprint } from './fingerprint.ts';
import { decodeFields, type Entry, encodeFields, fieldsAreSound, findTime, findTimeNs } from './fingerprint-entry.ts';

const fields = (type: string, inode = 1) => `${type} 644 0 0 1 5.0000000000 5.0000000000 ${inode} 1 `;
const treeOf = (...records: [path: string, type: string][]) =>
  Fingerprint.parse(Buffer.from(records.map(([path, type]) => `./${path}\0${fields(type)}\0`).join(''), 'latin1'));

const tree = treeOf(['', 'd'], ['b', 'd'], ['b/x', 'f'], ['b/c', 'd'], ['b/c/y', 'f'], ['b c', 'f'], ['\xff\n', 'l']);

it('finds entries by path, and what lies in a folder', () => {
  expect(tree.count).toBe(7);
  for (let index = 0; index < tree.count; index += 1) expect(tree.indexOf(tree.path(index))).toBe(index);
  expect(tree.indexOf('b/none')).toBe(-1);
  expect([...tree.children(0)].map((index) => tree.path(index))).toEqual(['b', 'b c', '\xff\n']);
  expect([...tree.children(1)].map((index) => tree.path(index))).toEqual(['b/x', 'b/c']);
  expect(tree.end(1)).toBe(5);
});

it('leaves sockets and devices out and counts them', () => {
  const found = treeOf(['', 'd'], ['s', 's'], ['c', 'c'], ['f', 'f']);
  expect([found.count, found.sockets, found.devices]).toEqual([2, 1, 1]);
  expect(found.path(1)).toBe('f');
});

const entryOf = fc.record<Entry>({
  type: fc.constantFrom('f', 'd', 'p'),
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.nat(),
  gid: fc.nat(),
  size: fc.nat(),
  mtimeNs: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  ctimeNs: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  inode: fc.nat().map(String),
  links: fc.nat(1000),
  target: fc.constant(''),
});

it('reads back what it writes, to the nanosecond, before 1970 too', () => {
  fc.assert(
    fc.property(entryOf, (entry) => {
      expect(decodeFields(encodeFields(entry))).toEqual(entry);
      expect(fieldsAreSound(encodeFields(entry))).toBe(true);
    }),
  );
  const link: Entry = { ...tree.entry(0), type: 'l', target: ' a  b\n ' };
  expect(decodeFields(encodeFields(link))).toEqual(link);
  expect(findTimeNs('-315619200.2500000000')).toBe(-315_619_199_750_000_000n);
  expect(findTime(-315_619_199_750_000_000n)).toBe('-315619200.2500000000');
});

it('reads size, links and the age of a ctime without decoding the rest', () => {
  fc.assert(
    fc.property(entryOf, fc.bigInt({ min: -3n, max: 3n }), (entry, aside) => {
      const one = Fingerprint.parse(Buffer.from(`./a\0${encodeFields(entry)}\0`, 'latin1'));
      expect(one.size(0)).toBe(entry.size);
      expect(one.links(0)).toBe(entry.links);
      for (const unit of [1n, 1_000_000_000n]) {
        const ns = entry.ctimeNs + aside * unit;
        expect(one.changedSince(0, ns)).toBe(entry.ctimeNs >= ns);
      }
    }),
  );
});

const someTree = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[a-d]{1,2}$/), fc.constantFrom('f', 'd')), { selector: ([name]) => name })
  .map((records) => treeOf(['', 'd'], ...(records as [string, string][])));

it('aligns two fingerprints as a search for each path would', () => {
  fc.assert(
    fc.property(someTree, someTree, (one, other) => {
      const { there, same } = align(one, other);
      for (const [index, at] of there.entries()) {
        expect(at).toBe(other.indexOf(one.path(index)));
        expect(same[index]).toBe(at >= 0 && other.fields(at) === one.fields(index) ? 1 : 0);
      }
    }),
  );
});

it.each([
  ['no root', [['a', 'f']]],
  ['a root that is a file', [['', 'f']]],
  [
    'a path with ..',
    [
      ['', 'd'],
      ['..', 'd'],
    ],
  ],
  [
    'an absolute path',
    [
      ['', 'd'],
      ['/a', 'f'],
    ],
  ],
  [
    'an empty part',
    [
      ['', 'd'],
      ['a', 'd'],
      ['a//b', 'f'],
    ],
  ],
  [
    'a path twice',
    [
      ['', 'd'],
      ['a', 'f'],
      ['a', 'f'],
    ],
  ],
  [
    'a file below a file',
    [
      ['', 'd'],
      ['a', 'f'],
      ['a/b', 'f'],
    ],
  ],
  [
    'a file far from its folder',
    [
      ['', 'd'],
      ['a', 'd'],
      ['b', 'f'],
      ['a/b', 'f'],
    ],
  ],
  [
    'a socket',
    [
      ['', 'd'],
      ['a', 's'],
    ],
  ],
] as [string, [string, string][]][])('does not believe a fingerprint with %s', (_what, records) => {
  expect(treeOf(...records).flawOf()).not.toBeNull();
});

it('believes a sound one', () => {
  const link = `./l\0${fields('l', 9)}target\0`;
  const records = ['./\0', fields('d'), '\0./a\0', fields('d'), '\0./a/b\0', fields('f'), '\0', link].join('');
  expect(Fingerprint.parse(Buffer.from(records)).flawOf()).toBeNull();
});
