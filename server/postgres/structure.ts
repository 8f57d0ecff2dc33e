import { createHash } from 'node:crypto';
import type pg from 'pg';
import { structureQueries } from './structure-queries.ts';

/**
 * SHA-256 of a canonical description of what a database is made of: schemas, tables, columns, types, constraints, indexes,
 * views, functions, triggers, policies, sequences' definitions, owners and rights. Equal on both sides of a dump and its
 * load on the same major version; other majors describe some things in other words.
 */
export async function structureHash(client: pg.ClientBase): Promise<string> {
  return createHash('sha256')
    .update((await describeStructure(client)).join('\n'))
    .digest('hex');
}

/** The description itself: one line of JSON an object, sorted. */
export async function describeStructure(client: pg.ClientBase): Promise<string[]> {
  const lines: string[] = [];
  for (const [kind, query] of Object.entries(structureQueries)) {
    const { rows } = await client.query<Record<string, unknown>>(query);
    lines.push(...rows.map((row) => JSON.stringify({ kind, ...loosened(row) })));
  }
  return lines.sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

/** Columns that hold an expression which the server writes out from its parsed form. */
const expressions = new Set(['definition', 'default', 'using', 'check']);

function loosened(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) =>
      expressions.has(name) && typeof value === 'string' ? [name, loosen(value)] : [name, value],
    ),
  );
}

/**
 * Takes casts, brackets and white space out of an expression. Written out, read in and written out again some change:
 * `CHECK (kind IN ('a'))` on a varchar comes back with the cast inside the array instead of around it.
 */
export function loosen(expression: string): string {
  return expression
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, index) => (index % 2 === 1 ? part : tightened(part.replaceAll(cast, ''))))
    .join('');
}

function tightened(text: string): string {
  return text
    .replaceAll(/[\s()]+/g, ' ')
    .replaceAll(/ ?([,[\]]) ?/g, '$1')
    .trim();
}

const typeName =
  '(?:character varying|double precision|bit varying|(?:timestamp|time)(?:\\(\\d+\\))? (?:with|without) time zone|[a-z_][\\w$]*(?:\\.[a-z_][\\w$]*)*)';
const cast = new RegExp(`::${typeName}(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[\\])*`, 'gi');
