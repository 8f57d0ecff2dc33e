import type pg from 'pg';

/** What a server can give to a database that is to be made on it. */
export type ServerOffer = {
  /** pg_available_extensions: names with their default versions. */
  extensions: ReadonlyMap<string, string>;
  /** Locales of libc that its databases and collations use. */
  locales: ReadonlySet<string>;
};

/** Asks the server what it offers. Any of its databases will do. */
export async function readOffer(client: pg.ClientBase): Promise<ServerOffer> {
  const extensions = await client.query<{ name: string; version: string }>(
    'SELECT name::text, default_version::text AS version FROM pg_available_extensions',
  );
  const locales = await client.query<{ name: string }>(
    `SELECT datcollate::text AS name FROM pg_database
     UNION SELECT datctype::text FROM pg_database
     UNION SELECT collcollate::text FROM pg_collation WHERE collprovider = 'c' AND collcollate IS NOT NULL`,
  );
  return {
    extensions: new Map(extensions.rows.map(({ name, version }) => [name, version])),
    locales: new Set(locales.rows.map(({ name }) => name)),
  };
}
