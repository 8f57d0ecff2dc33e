import type { DatabaseProperties } from '../archive/manifest.ts';
import { ident, literal } from './sql.ts';

/**
 * CREATE DATABASE as the server's version has it: locale providers came with 15, their rules with 16, `builtin` with 17.
 * Nobody but superusers can connect until the commit sets the limit.
 */
export function createDatabaseSql(name: string, properties: DatabaseProperties, major: number): string {
  const { owner, encoding, collate, ctype } = properties;
  return [
    `CREATE DATABASE ${ident(name)} TEMPLATE template0 OWNER ${ident(owner)}`,
    `ENCODING ${literal(encoding)} LC_COLLATE ${literal(collate)} LC_CTYPE ${literal(ctype)}`,
    ...localeProvider(properties, major),
    'CONNECTION LIMIT 0',
  ].join(' ');
}

function localeProvider({ localeProvider, icuLocale, icuRules }: DatabaseProperties, major: number): string[] {
  if (localeProvider === 'libc' && major < 15) return [];
  const locale =
    icuLocale === null ? [] : [`${localeProvider === 'icu' ? 'ICU' : 'BUILTIN'}_LOCALE ${literal(icuLocale)}`];
  const rules = icuRules === null ? [] : [`ICU_RULES ${literal(icuRules)}`];
  return [`LOCALE_PROVIDER ${ident(localeProvider)}`, ...(localeProvider === 'libc' ? [] : [...locale, ...rules])];
}
