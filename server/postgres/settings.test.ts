import { expect, test } from 'vitest';
import { settingClause, splitNames } from './settings.ts';

test('keeps a list of names a list', () => {
  expect(settingClause('search_path', '"$user", public')).toBe(`SET "search_path" TO '$user', 'public'`);
  expect(settingClause('search_path', '"a, b"')).toBe(`SET "search_path" TO 'a, b'`);
  expect(settingClause('search_path', '""')).toBe(`SET "search_path" TO ''`);
  expect(settingClause('search_path', '')).toBe(`SET "search_path" TO ''`);
});

test('keeps other values one value', () => {
  expect(settingClause('DateStyle', 'ISO, DMY')).toBe(`SET "DateStyle" TO 'ISO, DMY'`);
  expect(settingClause('app.motto', "it's")).toBe(`SET "app"."motto" TO 'it''s'`);
});

test('splits quoted names with quotes and commas', () => {
  expect(splitNames('a, "b""c", "d, e" ,f')).toEqual(['a', 'b"c', 'd, e', 'f']);
});
