import { describe, expect, it } from 'vitest';
import { comparedLines, sumsUp, unequalParts } from './compared-lines.ts';
import { proofsOf } from './proofs.ts';
import { database, report, volume } from './report.fixture.ts';
import { summaryOf } from './report-say.ts';

const tables = (many: number) =>
  Array.from({ length: many }, (_, index) => ({
    schema: 'public',
    name: `t${index}`,
    manifest: 10,
    restored: 10,
    equal: true,
  }));

describe('what a rehearsal compared, line by line', () => {
  it('puts what did not come back before everything that did', () => {
    const { checked } = report({
      volumes: [volume(), volume({ key: 'data', equal: false, differences: { count: 1, names: ['./a: mode'] } })],
      databases: [
        database({
          equal: false,
          tables: [
            { schema: 'public', name: 'users', manifest: 12, restored: 12, equal: true },
            { schema: 'app', name: 'devices', manifest: 3, restored: null, equal: false },
          ],
        }),
      ],
    });
    const lines = comparedLines(checked, false);
    expect(lines.slice(0, 2).map(({ name, state }) => [name, state])).toEqual([
      ['data, entries', 'differs'],
      ['app.devices', 'differs'],
    ]);
    expect(lines[1]).toMatchObject({ manifest: '3', restored: 'none' });
    expect(unequalParts(checked)).toBe(2);
  });

  it('sums many equal tables up until each is asked for', () => {
    const { checked } = report({ databases: [database({ tables: tables(20) })] });
    expect(sumsUp(checked)).toBe(true);
    expect(comparedLines(checked, false)).toContainEqual(
      expect.objectContaining({ name: expect.stringContaining('20'), restored: '200', state: 'equal' }),
    );
    expect(comparedLines(checked, true).filter(({ name }) => /^t\d+$/.test(name))).toHaveLength(20);
  });

  it('shows a dump that could not be loaded as one failed line with its reason', () => {
    const { checked } = report({
      databases: [database({ problem: 'out of memory', equal: false, tables: [], constraints: null, amcheck: null })],
    });
    const failed = comparedLines(checked, false).filter(({ state }) => state === 'failed');
    expect(failed).toEqual([expect.objectContaining({ more: 'out of memory' })]);
  });
});

describe('what a rehearsal says', () => {
  it('claims equality only where every part is equal', () => {
    expect(summaryOf(report(), 'connectware')).toContain('(!compared)');
    const broken = report({ volumes: [volume({ equal: false })] }, { restoreMs: null });
    expect(summaryOf(broken, 'connectware')).not.toContain('!');
    expect(proofsOf(broken)).toEqual([]);
  });

  it('claims only what was tried', () => {
    const bare = report({ databases: [database({ amcheck: null, constraints: null })] });
    expect(proofsOf(bare).join(' ')).not.toMatch(/amcheck|constraint|agree/i);
    const full = report({
      agreement: {
        name: 'services',
        holds: true,
        files: 9,
        rows: 9,
        onlyFiles: { count: 0, names: [] },
        onlyRows: { count: 0, names: [] },
        problem: null,
      },
    });
    expect(proofsOf(full).join(' ')).toMatch(/amcheck/);
    expect(proofsOf(full).join(' ')).toContain('9 services');
  });

  it('says that nothing was built where the files are not what was sealed', () => {
    const altered = report({ volumes: [], databases: [] }, { restoreMs: null });
    expect(summaryOf(altered, 'connectware')).toMatch(/nothing of it was built/);
  });
});
