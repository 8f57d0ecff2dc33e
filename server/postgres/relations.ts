import type pg from 'pg';
import { qualified } from './sql.ts';

/** What a dump holds of relations, as lists of SQL names and oids. */
export type Relations = {
  /** Tables and partitioned tables: LOCK TABLE takes them, and pg_dump locks them itself. */
  tables: Relation[];
  views: Relation[];
  /** Materialized views, foreign tables, sequences: LOCK TABLE does not take these. */
  others: Relation[];
  sequences: Relation[];
};
export type Relation = { oid: number; schema: string; name: string };

/** Lists what pg_dump will dump: nothing of the system's, of extensions or temporary. */
export async function listRelations(client: pg.ClientBase): Promise<Relations> {
  const { rows } = await client.query<{ oid: string; schema: string; name: string; kind: string }>(dumpedRelations);
  const ofKind = (kinds: string): Relation[] =>
    rows.filter((row) => kinds.includes(row.kind)).map(({ oid, schema, name }) => ({ oid: Number(oid), schema, name }));
  return { tables: ofKind('rp'), views: ofKind('v'), others: ofKind('mfS'), sequences: ofKind('S') };
}

const dumpedRelations = `
  SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind::text AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
   ORDER BY c.oid`;

/** Same relations, in whatever state. */
export function sameRelations(one: Relations, other: Relations): boolean {
  const key = (each: Relations): string =>
    JSON.stringify([each.tables, each.views, each.others].map((list) => list.map(({ oid }) => oid)));
  return key(one) === key(other);
}

/** Takes ACCESS SHARE on the tables; they can't be truncated, altered or dropped until the transaction ends. */
export function lockTables({ tables }: Relations): string {
  return tables.length === 0 ? '' : `LOCK TABLE ${list(tables)} IN ACCESS SHARE MODE`;
}

export function lockViews({ views }: Relations): string {
  return views.length === 0 ? '' : `LOCK TABLE ${list(views)} IN ACCESS SHARE MODE`;
}

/** The same lock for what LOCK TABLE refuses: naming a relation in a query takes it, reading no row of it. */
export function lockOthers({ others }: Relations): string {
  return others.map(({ schema, name }) => `SELECT FROM ${qualified(schema, name)} WHERE false`).join(';');
}

function list(relations: readonly Relation[]): string {
  return relations.map(({ schema, name }) => qualified(schema, name)).join(', ');
}
