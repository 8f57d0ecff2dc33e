import type { ManifestDatabase } from './manifest.ts';
import { identifier, literal } from './sql-quote.ts';

/** Statements that restore.sh sends, one at a time, so that none of them is anything but one statement. */

/** Makes the owner where it is missing: pg_restore stops at a role that does not exist. */
export function ownerStatement(database: ManifestDatabase): string {
  const owner = database.properties.owner;
  return `DO ${literal(
    `BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(owner)}) THEN CREATE ROLE ${identifier(owner)} LOGIN; END IF; END`,
  )}`;
}

/** Answers a row where the database exists. */
export function existsStatement(database: ManifestDatabase): string {
  return `SELECT 1 FROM pg_database WHERE datname = ${literal(database.name)}`;
}

/** CREATE DATABASE and what pg_restore without --create leaves out. */
export function createStatements(database: ManifestDatabase): string[] {
  const { name, properties } = database;
  const quoted = identifier(name);
  return [
    [
      `CREATE DATABASE ${quoted} TEMPLATE template0 OWNER ${identifier(properties.owner)}`,
      `ENCODING ${literal(properties.encoding)} LC_COLLATE ${literal(properties.collate)} LC_CTYPE ${literal(properties.ctype)}`,
      ...localeProvider(database),
    ].join(' '),
    `ALTER DATABASE ${quoted} CONNECTION LIMIT ${properties.connectionLimit}`,
    ...(properties.comment === null ? [] : [`COMMENT ON DATABASE ${quoted} IS ${literal(properties.comment)}`]),
    ...properties.settings.map((setting) => settingStatement(quoted, setting)),
  ];
}

function localeProvider({ properties, serverMajor }: ManifestDatabase): string[] {
  if (properties.localeProvider === 'icu' && properties.icuLocale !== null) {
    return [
      `LOCALE_PROVIDER icu ICU_LOCALE ${literal(properties.icuLocale)}`,
      ...(properties.icuRules === null ? [] : [`ICU_RULES ${literal(properties.icuRules)}`]),
    ];
  }
  if (properties.localeProvider === 'builtin') {
    return [`LOCALE_PROVIDER builtin BUILTIN_LOCALE ${literal(properties.icuLocale ?? properties.collate)}`];
  }
  return serverMajor >= 15 ? ['LOCALE_PROVIDER libc'] : [];
}

/** Exact for lists too: set_config takes the text as it stands, and FROM CURRENT keeps it. */
function settingStatement(quoted: string, setting: { role: string | null; name: string; value: string }): string {
  const parts = setting.name.split('.').map(identifier).join('.');
  const target =
    setting.role === null ? `DATABASE ${quoted}` : `ROLE ${identifier(setting.role)} IN DATABASE ${quoted}`;
  const body = `BEGIN PERFORM set_config(${literal(setting.name)}, ${literal(setting.value)}, true); ALTER ${target} SET ${parts} FROM CURRENT; END`;
  return `DO ${literal(body)}`;
}
