import type pg from 'pg';
import { type DatabaseProperties, databasePropertiesSchema } from '../archive/manifest.ts';

/** Columns of pg_database as JSON: which there are differs from 14 to 18. */
type DatabaseRow = {
  datlocprovider?: string;
  /** 17 and later. */
  datlocale?: string | null;
  /** 15 and 16. */
  daticulocale?: string | null;
  daticurules?: string | null;
  datcollversion?: string | null;
  datcollate: string;
  datctype: string;
  datconnlimit: number;
  datistemplate: boolean;
};
type Row = { row: DatabaseRow; owner: string; encoding: string; acl: string[] | null; comment: string | null };
type Setting = { role: string | null; setting: string };

const providers: Record<string, string> = { c: 'libc', i: 'icu', b: 'builtin' };

/** What pg_restore without --create leaves out: owner, locale, limit, rights, comment, settings. Null when there is no such database. */
export async function readProperties(client: pg.ClientBase, database: string): Promise<DatabaseProperties | null> {
  const { rows } = await client.query<Row>(
    `SELECT to_jsonb(d) - 'datacl' AS row, pg_get_userbyid(datdba)::text AS owner,
            pg_encoding_to_char(encoding)::text AS encoding, datacl::text[] AS acl,
            shobj_description(d.oid, 'pg_database') AS comment
       FROM pg_database d WHERE datname = $1`,
    [database],
  );
  const [found] = rows;
  if (!found) return null;
  const settings = await client.query<Setting>(
    `SELECT r.rolname::text AS role, unnest(s.setconfig) AS setting
       FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole
      WHERE d.datname = $1 ORDER BY role NULLS FIRST, setting`,
    [database],
  );
  const { row } = found;
  return databasePropertiesSchema.parse({
    owner: found.owner,
    encoding: found.encoding,
    collate: row.datcollate,
    ctype: row.datctype,
    localeProvider: providers[row.datlocprovider ?? 'c'],
    icuLocale: row.datlocale ?? row.daticulocale ?? null,
    icuRules: row.daticurules ?? null,
    collationVersion: row.datcollversion ?? null,
    connectionLimit: row.datconnlimit,
    isTemplate: row.datistemplate,
    acl: found.acl,
    comment: found.comment,
    settings: settings.rows.map(({ role, setting }) => ({ role, ...splitSetting(setting) })),
  });
}

/** `name=value` as pg_db_role_setting and pg_authid keep settings. */
export function splitSetting(setting: string): { name: string; value: string } {
  const sign = setting.indexOf('=');
  return { name: setting.slice(0, sign), value: setting.slice(sign + 1) };
}
