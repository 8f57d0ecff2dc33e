import type pg from 'pg';
import { messageOf } from '../errors/error.ts';
import type { PostgresLink } from './link.ts';
import { applicationName } from './names.ts';
import { ident } from './sql.ts';

/** What the server itself says of a database's inner order. */
export type Soundness = {
  /** Constraints that hold for every row, and those that were never checked against the rows there are (NOT VALID). */
  constraints: { validated: number; foreignKeys: number; notValidated: string[] };
  /** B-trees and tables as amcheck found them; null where the server does not have it. */
  amcheck: { checked: number; broken: string[] } | null;
};

/**
 * Looks at constraints and, where the server has amcheck, at every B-tree and table. It makes an extension in the database:
 * only for one that is thrown away.
 */
export async function checkSoundness(link: PostgresLink, database: string, signal: AbortSignal): Promise<Soundness> {
  const client = await link.connect(database, applicationName(link.job, 'soundness'));
  try {
    return { constraints: await readConstraints(client), amcheck: await amcheck(client, signal) };
  } finally {
    await client.end();
  }
}

async function readConstraints(client: pg.ClientBase): Promise<Soundness['constraints']> {
  const { rows } = await client.query<{ name: string; type: string; validated: boolean }>(
    `SELECT format('%I on %s', conname, conrelid::regclass) AS name, contype::text AS type, convalidated AS validated
       FROM pg_constraint WHERE conrelid <> 0 AND connamespace::regnamespace::text !~ '^(pg_|information_schema$)'
      ORDER BY 1`,
  );
  return {
    validated: rows.filter(({ validated }) => validated).length,
    foreignKeys: rows.filter(({ type, validated }) => type === 'f' && validated).length,
    notValidated: rows.filter(({ validated }) => !validated).map(({ name }) => name),
  };
}

const schema = 'holdfast_amcheck';

async function amcheck(client: pg.ClientBase, signal: AbortSignal): Promise<Soundness['amcheck']> {
  const place = await placeOfAmcheck(client);
  if (place === null) return null;
  const broken: string[] = [];
  const { rows } = await client.query<{ oid: string; name: string; kind: string }>(checkable);
  for (const { oid, name, kind } of rows) {
    signal.throwIfAborted();
    const trouble = kind === 'i' ? await troubleOfIndex(client, place, oid) : await troubleOfTable(client, place, oid);
    if (trouble !== null) broken.push(`${name}: ${trouble}`);
  }
  return { checked: rows.length, broken };
}

const checkable = `
  SELECT c.oid::text AS oid, c.oid::regclass::text AS name, c.relkind::text AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_am a ON a.oid = c.relam
   WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
     AND ((c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid) OR (c.relkind = 'r' AND a.amname = 'heap'))
   ORDER BY 2`;

/** Where its functions stand. An archive's event triggers must not have a say in making it. */
async function placeOfAmcheck(client: pg.ClientBase): Promise<string | null> {
  const found = await client.query<{ place: string }>(
    `SELECT extnamespace::regnamespace::text AS place FROM pg_extension WHERE extname = 'amcheck'`,
  );
  if (found.rows[0]) return found.rows[0].place;
  try {
    await client.query(
      `SET session_replication_role = replica; CREATE SCHEMA ${ident(schema)}; CREATE EXTENSION amcheck SCHEMA ${ident(schema)}`,
    );
    return ident(schema);
  } catch {
    return null;
  }
}

async function troubleOfIndex(client: pg.ClientBase, place: string, oid: string): Promise<string | null> {
  return client.query(`SELECT ${place}.bt_index_check($1::oid::regclass, true)`, [oid]).then(
    () => null,
    (error) => messageOf(error),
  );
}

async function troubleOfTable(client: pg.ClientBase, place: string, oid: string): Promise<string | null> {
  try {
    const { rows } = await client.query<{ msg: string }>(
      `SELECT msg FROM ${place}.verify_heapam($1::oid::regclass) LIMIT 1`,
      [oid],
    );
    return rows[0]?.msg ?? null;
  } catch (error) {
    // Servers before 14 check indexes only.
    return /does not exist/.test(messageOf(error)) ? null : messageOf(error);
  }
}
