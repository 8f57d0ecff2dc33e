import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barOf, scaleOf } from './bar-scale.ts';
import { detailsOf, goingBack } from './comparison-say.ts';
import { compareAddress, sidesIn } from './sides.ts';
import { countsOfTable, countsOfVolume, differs, sumOf } from './totals.ts';
import type { Comparison } from './types.ts';

const volume = (over: object) => ({
  key: 'certs',
  change: 'same' as const,
  names: { left: 'a', right: 'a' },
  files: { left: 3, right: 5 },
  bytes: { left: 1, right: 1 },
  entries: null,
  ...over,
});
const table = (
  left: number | null,
  right: number | null,
  change: 'same' | 'changed' | 'added' | 'gone' | 'unknown',
) => ({
  schema: 'public',
  name: 't',
  change,
  rows: { left, right },
  columns: null,
});

describe('a comparison in numbers', () => {
  it('counts a volume that only one side has as wholly come or gone', () => {
    expect(countsOfVolume(volume({ change: 'added' }))).toEqual({ came: 5, gone: 0, changed: 0 });
    expect(countsOfVolume(volume({ change: 'gone' }))).toEqual({ came: 0, gone: 3, changed: 0 });
  });

  it('says nothing of what could not be compared', () => {
    expect(countsOfVolume(volume({ change: 'unknown' }))).toBeNull();
    expect(countsOfTable(table(3, null, 'unknown'))).toBeNull();
    expect(sumOf([null, { came: 1, gone: 2, changed: 3 }])).toEqual({ came: 1, gone: 2, changed: 3 });
  });

  it('counts rows by their number', () => {
    expect(countsOfTable(table(3, 5, 'changed'))).toEqual({ came: 2, gone: 0, changed: 0 });
    expect(countsOfTable(table(5, 3, 'changed'))).toEqual({ came: 0, gone: 2, changed: 0 });
    expect(countsOfTable(table(null, 4, 'added'))).toEqual({ came: 4, gone: 0, changed: 0 });
  });
});

type Member = { role: string; member: string };

describe('memberships of roles', () => {
  const none = { added: [], gone: [], changed: [] };
  const side = { kind: 'archive' as const, archiveId: null, project: 'shop', at: '2026-03-01T10:20:30Z' };
  const both = { left: null, right: null };
  const compared = (roles: Comparison['roles']): Comparison => ({
    ...{ left: side, right: side, product: both, postgres: both, volumes: [], databases: [], problems: [], roles },
  });
  const [maria, joiner] = ['maria', 'joiner'].map((member) => ({ role: 'staff', member })) as [Member, Member];

  it('differ by themselves, are told, and end when going back, but for those of roles that stay', () => {
    const roles = { ...none, added: ['joiner'], memberships: { ...none, added: [maria, joiner], gone: [maria] } };
    expect(differs(compared({ ...none, memberships: { ...none, gone: [maria] } }))).toBe(true);
    expect(differs(compared({ ...none, memberships: none }))).toBe(false);
    expect(detailsOf(compared(roles), 'Shop')).toContain(
      'The memberships maria in staff and joiner in staff came. The membership maria in staff went.',
    );
    expect(goingBack(compared(roles), 'Shop')).toContain('**End the membership maria in staff** that came since.');
  });
});

describe('bars of differences', () => {
  const counts = fc.record({ came: fc.nat(1e6), gone: fc.nat(1e6), changed: fc.nat(1e6) });

  it('share one scale, stand on one zero line, and leave room for their numbers', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 8 }), (all) => {
        const scale = scaleOf(all);
        for (const each of all) {
          const { zero, gone, came, changed } = barOf(each, scale);
          expect(gone.x + gone.width).toBeCloseTo(zero);
          expect(came.x).toBe(zero);
          expect(gone.x).toBeGreaterThanOrEqual(9);
          expect(changed.x + changed.width).toBeLessThanOrEqual(60);
        }
      }),
    );
  });

  it('draw a hairline for what would be too narrow, and nothing for nothing', () => {
    const scale = scaleOf([{ came: 100_000, gone: 0, changed: 0 }]);
    expect(barOf({ came: 1, gone: 0, changed: 0 }, scale)).toMatchObject({ came: { width: 0.35 }, gone: { width: 0 } });
  });
});

it('the address of a comparison says what is compared with what', () => {
  const id = '20261124-110152-3f9c';
  for (const sides of [
    { before: id, after: null, volume: null },
    { before: 'other', after: id, volume: 'certs' },
  ]) {
    expect(sidesIn(id, new URLSearchParams(compareAddress(id, sides).split('?')[1]))).toEqual(sides);
  }
});
