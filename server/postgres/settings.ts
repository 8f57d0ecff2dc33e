import { ident, literal } from './sql.ts';

/** Settings whose value is a list of quoted names: `'a, b'` would become one name. As in pg_dump (dumputils.c). */
const lists = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

/** `SET name TO value` as ALTER DATABASE and ALTER ROLE take it; exact for values as the server keeps them. */
export function settingClause(name: string, value: string): string {
  const target = name.split('.').map(ident).join('.');
  const values = lists.has(name.toLowerCase()) ? splitNames(value).map(literal) : [literal(value)];
  return `SET ${target} TO ${values.length === 0 ? "''" : values.join(', ')}`;
}

/** Splits a list of names as the server does: `a, "B, c"` are two. */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",\s][^,]*?))\s*(?:,|$)/g)) {
    names.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  }
  return names;
}
