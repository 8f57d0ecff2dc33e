import { describe, expect, it } from 'vitest';
import { changesOf } from './changes.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const table = (name: string, archive: number | null, live: number | null) => ({
  database: 'db',
  schema: 'public',
  name,
  archive,
  live,
  change:
    archive === null
      ? ('gone' as const)
      : live === null
        ? ('added' as const)
        : archive === live
          ? ('same' as const)
          : ('changed' as const),
  columns: null,
});

describe('what a restore would change', () => {
  it('names each table that differs and sums up the rest', () => {
    const changes = changesOf({
      volumes: [],
      tables: [table('users', 12, 12), table('agents', 4, 6), table('roles', 5, 5)],
    });
    expect(changes.map((change) => [change.name, plain(change.difference)])).toEqual([
      ['agents', '**2 rows** go'],
      ['2 other tables', 'the same number of rows in each'],
    ]);
    expect(plain(changes[1]?.archive ?? '')).toBe('17 rows');
  });

  it('tells columns that come back or go, though the rows are as many', () => {
    const columns = { added: ['age'], gone: ['email', 'phone'], changed: [] };
    const [change] = changesOf({
      volumes: [],
      tables: [{ ...table('users', 3, 3), change: 'changed', columns }],
    });
    expect(change).toMatchObject({
      difference: 'the same number of rows',
      columns: 'columns: age comes back, email and phone go',
    });
  });

  it('does not say that tables come back which could not be counted', () => {
    const unknown = { change: 'unknown' as const, live: null };
    const changes = changesOf({
      volumes: [],
      tables: [
        { ...table('users', 3, 3), ...unknown },
        { ...table('roles', 2, 2), ...unknown },
      ],
    });
    expect(changes).toMatchObject([
      { name: '2\u00a0tables', live: 'not counted', difference: 'replaced by the archive’s' },
    ]);
    expect(plain(changes[0]?.archive ?? '')).toBe('5 rows');
  });

  it('does not pretend to know what it did not count', () => {
    const volume = {
      name: 'p_certs',
      key: 'certs',
      live: null,
      archive: { files: 38, bytes: 1 },
      does: 'replace' as const,
    };
    const [change] = changesOf({ volumes: [volume], tables: [] });
    expect(change).toMatchObject({ live: 'not counted', difference: 'replaced by the archive’s' });
  });

  it('tells tables and volumes that come or go', () => {
    const volume = {
      name: 'p_certs',
      key: 'certs',
      live: null,
      archive: { files: 38, bytes: 214_000 },
      does: 'create' as const,
    };
    const changes = changesOf({ volumes: [volume], tables: [table('new', null, 3), table('old', 7, null)] });
    expect(changes.map((change) => change.difference)).toEqual([
      'the volume is made anew',
      'the table goes',
      'the table comes back',
    ]);
    expect(changes[0]?.live).toBe('none');
  });
});
