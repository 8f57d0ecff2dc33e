import { expect, test } from 'vitest';
import { type Horizon, moveBetween } from './horizon.ts';

const table = (name: string, changes: number, analyses = 0): Horizon['tables'][number] => ({
  table: name,
  changes: String(changes),
  analyses: String(analyses),
});
const at = (text: string, tables: Horizon['tables'], foreign: string[] = []): Horizon => ({ text, tables, foreign });

test('nothing moved when the snapshot text is the same', () => {
  expect(moveBetween(at('10:10:', []), at('10:10:', [])).moved).toBe(false);
});

test('names the tables whose counters moved', () => {
  const move = moveBetween(
    at('10:10:', [table('public.a', 1), table('public.b', 1)]),
    at('11:11:', [table('public.a', 2), table('public.b', 1)]),
  );
  expect(move).toEqual({ horizon: '11:11:', moved: true, tables: ['public.a'], explained: false });
});

test('a table made since counts as moved', () => {
  expect(moveBetween(at('10:10:', []), at('12:12:', [table('public.new', 3)])).tables).toEqual(['public.new']);
});

test("autovacuum's ANALYZE accounts for its transaction id", () => {
  const move = moveBetween(at('10:10:', [table('public.a', 1, 0)]), at('11:11:', [table('public.a', 1, 1)]));
  expect(move).toMatchObject({ moved: true, tables: [], explained: true });
});

test('one ANALYZE does not account for two transaction ids', () => {
  const move = moveBetween(at('10:10:', [table('public.a', 1, 0)]), at('12:12:', [table('public.a', 1, 1)]));
  expect(move.explained).toBe(false);
});

test('a transaction of another database accounts for its id, beyond 32 bits too', () => {
  const far = 2n ** 32n + 10n;
  expect(moveBetween(at(`${far}:${far}:`, []), at(`${far}:${far + 1n}:${far}`, [], ['10'])).explained).toBe(true);
});

test('a transaction that was under way at the first look and ended since is a move nobody explains', () => {
  expect(moveBetween(at('10:11:10', []), at('11:11:', [])).explained).toBe(false);
});
