import { describe, expect, it } from 'vitest';
import { changesOf } from './changes.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const table = (name: string, archive: number | null, live: number | null) => ({
  database: 'db',
  schema: 'public',
  name,
  archive,
  live,
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
