import { describe, expect, it } from 'vitest';
import { endedBy } from './ended-by.ts';
import { isOpen } from './is-open.ts';
import { tableLosses, totalsOf, volumeLosses } from './losses.ts';

const table = { schema: 'public', name: 'users', inserted: 2, updated: 1, deleted: 0, rowsThen: 11, rowsNow: 13 };
const loses = {
  volumes: [
    { name: 'p_certs', key: 'certs', changed: 0, names: [] },
    {
      name: 'p_data',
      key: 'data',
      changed: 5,
      names: ['a: time', 'b: c: size, time', 'c: not in the archive', 'd: mode'],
    },
  ],
  databases: [{ name: 'shop', exact: true, tables: [table] }],
};

describe('an undo that is refused', () => {
  const versions = { product: { kept: '1.0', live: '1.0' }, postgres: { kept: 15, live: 15 } };
  const refusal = (code: string) => ({ code, level: 'refuse' as const, text: code, remedy: null });
  const pass = { ...refusal('undo.newest'), level: 'pass' as const };

  it('stays open where a choice may lift all that refuses: no safety backup, or services left stopped', () => {
    expect(isOpen({ versions, findings: [pass] })).toBe(true);
    expect(isOpen({ versions, findings: [pass, refusal('safety.backup')] })).toBe(true);
    expect(isOpen({ versions, findings: [refusal('safety.backup'), refusal('undo.volumes')] })).toBe(false);
    const upgraded = { ...versions, product: { kept: '1.0', live: '1.1' } };
    expect(isOpen({ versions: upgraded, findings: [refusal('product.version')] })).toBe(true);
  });
});

describe('what an undo loses', () => {
  it('names each table and volume that was written to, and leaves the others out', () => {
    expect(tableLosses(loses)).toEqual([
      { name: 'users', text: expect.stringMatching(/2.rows, 1 changed/), more: null },
    ]);
    expect(volumeLosses(loses)).toEqual([
      { name: 'data', text: expect.stringMatching(/5.entries/), more: 'a; b: c; c; …' },
    ]);
    expect(totalsOf(loses)).toEqual({ inserted: 2, updated: 1, deleted: 0, entries: 5, known: true });
  });

  it('never passes what could not be counted off as nothing', () => {
    const unknown = {
      volumes: [{ name: 'p_data', key: 'data', changed: null, names: [] }],
      databases: [{ name: 'shop', exact: false, tables: null }],
    };
    expect(totalsOf(unknown).known).toBe(false);
    expect([...volumeLosses(unknown), ...tableLosses(unknown)].map(({ text }) => text)).toEqual([
      'could not be counted in time',
      'could not be counted in time',
    ]);
  });

  it('tells rows then and now where the server’s counters were set back', () => {
    const crashed = { ...loses, databases: [{ name: 'shop', exact: false, tables: [table] }] };
    expect(tableLosses(crashed)[0]?.text).toMatch(/11.rows then, 13 now/);
    expect(totalsOf(crashed).known).toBe(false);
  });
});

describe('what ended an old side', () => {
  const swap = { id: 'aaaaaaaaaaaa', finishedAt: '2026-11-24T10:00:00Z' };
  const job = (over: object) => ({
    id: 'bbbbbbbbbbbb',
    kind: 'cleanup' as const,
    state: 'succeeded' as const,
    side: null,
    subject: `Clear what restore ${swap.id} kept`,
    createdBy: 'anna',
    finishedAt: '2026-11-25T10:00:00Z',
    ...over,
  });

  it('is whoever cleared it', () => {
    expect(endedBy(swap, [job({})])).toEqual({ kind: 'cleared', by: 'anna', at: '2026-11-25T10:00:00Z' });
  });

  it('is its date, when Holdfast cleared it by itself', () => {
    expect(endedBy(swap, [job({ createdBy: 'Holdfast' })])).toMatchObject({ kind: 'expired' });
  });

  it('is a later swap', () => {
    const later = job({ id: 'cccccccccccc', kind: 'undo', side: 'new', subject: 'Undo' });
    expect(endedBy(swap, [later])).toMatchObject({ kind: 'later', what: 'undo', id: 'cccccccccccc' });
  });

  it('is the undo that took it back', () => {
    const undo = job({ id: 'cccccccccccc', kind: 'undo', side: 'new', subject: `Undo restore ${swap.id} of shop` });
    expect(endedBy(swap, [undo])).toEqual({ kind: 'undone', id: 'cccccccccccc', at: '2026-11-25T10:00:00Z' });
  });

  it('is not an earlier one, nor one that did not go through', () => {
    const earlier = job({ kind: 'restore', side: 'new', finishedAt: '2026-11-23T10:00:00Z' });
    const failed = job({ kind: 'restore', side: 'old', state: 'failed' });
    expect(endedBy(swap, [earlier, failed])).toBeNull();
  });
});
