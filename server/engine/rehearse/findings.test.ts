import { describe, expect, it } from 'vitest';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { findingsOf } from './findings.ts';
import { neededBytes } from './space.ts';

type Checked = RehearsalReport['checked'];
const none = { count: 0, names: [] };
const volume: Checked['volumes'][number] = {
  ...{ name: 'shop_files', key: 'files', manifest: 3, restored: 3, bytes: 10, differences: none },
  ...{ problem: null, equal: true, ms: 1 },
};
const table = { schema: 'public', name: 'orders', manifest: 12, restored: 12, equal: true };
const database: Checked['databases'][number] = {
  ...{ name: 'shop', structure: 'same', tables: [table], warnings: [], problem: null, equal: true, ms: 1 },
  constraints: { validated: 2, foreignKeys: 1, notValidated: [] },
  amcheck: { checked: 4, broken: [] },
};
const agreement: NonNullable<Checked['agreement']> = {
  ...{ name: 'services', holds: true, files: 2, rows: 2, onlyFiles: none, onlyRows: none, problem: null },
};
const good: Checked = { volumes: [volume], databases: [database], agreement };
const said = (over: Partial<Checked>) => findingsOf({ ...good, ...over }).filter(({ level }) => level !== 'pass');

describe('the findings of a rehearsal', () => {
  it('pass one by one where everything came back', () => {
    expect(findingsOf(good).map(({ code, level }) => [code, level])).toEqual(
      ['files', 'rows', 'constraints', 'amcheck', 'agreement'].map((code) => [code, 'pass']),
    );
  });

  it('name the entries, the tables and the names that differ', () => {
    const files = { ...volume, equal: false, differences: { count: 2, names: ['a: mode', 'b: owner'] } };
    expect(said({ volumes: [files] })[0]?.text).toContain('2 entries came out otherwise (a: mode; b: owner)');
    const rows = { ...database, equal: false, tables: [{ ...table, restored: null, equal: false }] };
    expect(said({ databases: [rows] })[0]?.text).toContain('public.orders: no table instead of 12 rows');
    const torn = { ...agreement, holds: false, onlyFiles: { count: 1, names: ['torn'] } };
    expect(said({ agreement: torn })[0]?.text).toContain('only in the files: torn');
  });

  it('only warn of what says nothing against the archive', () => {
    const odd = { ...database, structure: 'unknown' as const, warnings: ['no such setting'] };
    const unchecked = { validated: 1, foreignKeys: 0, notValidated: ['c on t'] };
    const asked = { ...agreement, holds: null, problem: 'no such table' };
    const found = said({ databases: [{ ...odd, constraints: unchecked }], agreement: asked });
    expect(found.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'warn']);
  });

  it('refuse what could not be extracted, loaded, or is broken inside', () => {
    const broken = { ...database, amcheck: { checked: 4, broken: ['orders_pkey: out of order'] } };
    expect(said({ volumes: [{ ...volume, problem: 'hash-differs' }] })[0]?.code).toBe('volume-unreadable');
    expect(said({ databases: [{ ...database, problem: 'no' }] })[0]?.code).toBe('database-unloadable');
    expect(said({ databases: [broken] })[0]?.code).toBe('amcheck');
    expect(said({ databases: [{ ...database, structure: 'different' }] })[0]?.code).toBe('structure-differs');
  });
});

it('asks for room for the files, the rows, their log and some to spare', () => {
  const sizes = (files: number, rows: number) =>
    neededBytes({ volumes: [{ bytes: files }], databases: [{ bytes: rows }] } as never) - 256 * 1024 * 1024;
  expect(sizes(1000, 500)).toBe(2000);
  expect(sizes(0, 5_000_000_000)).toBe(6_100_000_000);
});
