import { describe, expect, it } from 'vitest';
import { checkedLines } from './checked-lines.ts';

const table = (name: string, rows: number, equal = true, exempt = false) => ({
  database: 'db',
  schema: 'public',
  name,
  manifest: rows,
  restored: equal ? rows : rows - 1,
  equal,
  exempt,
});

describe('what was checked after a restore', () => {
  it('names what differs first, however many tables are equal', () => {
    const tables = [...Array.from({ length: 60 }, (_, index) => table(`t${index}`, index)), table('users', 12, false)];
    const lines = checkedLines({ files: [], tables }, false);
    expect(lines[0]).toEqual({ name: 'users', manifest: 12, restored: 11, state: 'differs' });
    expect(lines).toHaveLength(2);
    expect(checkedLines({ files: [], tables }, true)).toHaveLength(61);
  });

  it('sums up so that every row is counted once', () => {
    const tables = Array.from({ length: 30 }, (_, index) => table(`t${index}`, index * 7));
    const all = tables.reduce((sum, one) => sum + one.restored, 0);
    for (const each of [true, false])
      expect(checkedLines({ files: [], tables }, each).reduce((sum, line) => sum + line.restored, 0)).toBe(all);
  });

  it('does not call a table equal that was changed on purpose', () => {
    expect(checkedLines({ files: [], tables: [table('sessions', 3, false, true)] }, false)[0]?.state).toBe('exempt');
  });
});
