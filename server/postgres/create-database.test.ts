import { expect, test } from 'vitest';
import type { DatabaseProperties } from '../archive/manifest.ts';
import { createDatabaseSql } from './create-database.ts';

const libc: DatabaseProperties = {
  owner: 'App "Owner"',
  encoding: 'UTF8',
  collate: 'de_DE.UTF-8',
  ctype: 'C',
  localeProvider: 'libc',
  icuLocale: null,
  icuRules: null,
  collationVersion: null,
  connectionLimit: 7,
  isTemplate: false,
  acl: null,
  comment: null,
  settings: [],
};

test('names no provider to 14, which knows none', () => {
  expect(createDatabaseSql('n', libc, 14)).toBe(
    `CREATE DATABASE "n" TEMPLATE template0 OWNER "App ""Owner""" ENCODING 'UTF8' LC_COLLATE 'de_DE.UTF-8' LC_CTYPE 'C' CONNECTION LIMIT 0`,
  );
});

test('names the provider from 15 on', () => {
  expect(createDatabaseSql('n', libc, 15)).toContain(' LOCALE_PROVIDER "libc" CONNECTION LIMIT 0');
  const icu = { ...libc, localeProvider: 'icu', icuLocale: 'de-DE', icuRules: '&a < b' };
  expect(createDatabaseSql('n', icu, 16)).toContain(` LOCALE_PROVIDER "icu" ICU_LOCALE 'de-DE' ICU_RULES '&a < b' `);
  const builtin = { ...libc, localeProvider: 'builtin', icuLocale: 'C.UTF-8' };
  expect(createDatabaseSql('n', builtin, 17)).toContain(` LOCALE_PROVIDER "builtin" BUILTIN_LOCALE 'C.UTF-8' `);
});
