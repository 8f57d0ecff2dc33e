import { expect, test } from 'vitest';
import { ident, literal, qualified } from './sql.ts';

test('quotes names with quotes, spaces and capitals', () => {
  expect(ident('Users')).toBe('"Users"');
  expect(ident('a"; DROP DATABASE x; --')).toBe('"a""; DROP DATABASE x; --"');
  expect(qualified('my schema', 'T')).toBe('"my schema"."T"');
});

test('takes 63 bytes and refuses what PostgreSQL would cut', () => {
  expect(ident('x'.repeat(63))).toHaveLength(65);
  expect(ident(`${'ü'.repeat(31)}x`)).toContain('ü');
  expect(() => ident('x'.repeat(64))).toThrow('postgres.bad-name');
  expect(() => ident('ü'.repeat(32))).toThrow('postgres.bad-name');
});

test('refuses empty names and zero bytes', () => {
  expect(() => ident('')).toThrow('postgres.bad-name');
  expect(() => ident('a\0b')).toThrow('postgres.bad-name');
  expect(() => literal('a\0b')).toThrow('postgres.bad-name');
});

test('quotes text with quotes and backslashes', () => {
  expect(literal("it's")).toBe("'it''s'");
  expect(literal('a\\b')).toBe(" E'a\\\\b'");
});
