import { describe, expect, it } from 'vitest';
import { fits, pictureOf, sideOf } from './pictures.ts';

const volume = { oldInode: '1', newInode: '2' };
const entries = [null, '1', '2', '3'];

describe('the picture of a volume', () => {
  it('is one of the four that a swap can leave, and impossible in every other case', () => {
    const possible = new Map<string, string>();
    for (const data of entries)
      for (const staged of entries)
        for (const kept of entries) {
          const picture = pictureOf(volume, { data, staged, kept });
          if (picture !== 'impossible') possible.set([data, staged, kept].join(), picture);
        }
    expect(Object.fromEntries(possible)).toEqual({
      '1,2,': 'before',
      ',2,1': 'fenced',
      '2,,1': 'placed',
      '1,,': 'cleared',
    });
  });

  it('can be brought to the new side from everywhere but a cleared staging, to the old side from everywhere but placed', () => {
    const pictures = ['before', 'fenced', 'placed', 'cleared', 'impossible'] as const;
    expect(pictures.filter((picture) => fits('new', picture))).toEqual(['before', 'fenced', 'placed']);
    expect(pictures.filter((picture) => fits('old', picture))).toEqual(['before', 'fenced', 'cleared']);
  });
});

describe('the side that the databases tell', () => {
  const database = { oldOid: 10, newOid: 20 };

  it('is the one that all of them bear', () => {
    expect(sideOf([{ ...database, live: 10 }])).toBe('old');
    expect(sideOf([{ ...database, live: 20 }])).toBe('new');
  });

  it('is the old one when a database that was gone is still gone', () => {
    expect(sideOf([{ oldOid: null, newOid: 20, live: null }])).toBe('old');
  });

  it('is unknown when they disagree or are strangers', () => {
    expect(
      sideOf([
        { ...database, live: 10 },
        { ...database, live: 20 },
      ]),
    ).toBeNull();
    expect(sideOf([{ ...database, live: 30 }])).toBeNull();
    expect(sideOf([{ ...database, live: null }])).toBeNull();
  });
});
