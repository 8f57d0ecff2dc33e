import type { Finding } from '../../archive/finding.ts';
import type { ManifestDatabase } from '../../archive/manifest.ts';

/** What the target's PostgreSQL server offers. */
export type ServerFacts = {
  version: string;
  major: number;
  /** Names of pg_available_extensions with their default versions. */
  extensions: ReadonlyMap<string, string>;
  /** Locales that a database of the server or one of its collations uses already. */
  locales: ReadonlySet<string>;
};

/** Whether the target's server can take this database: its major, its extensions, its locale. */
export function judgeServer(database: ManifestDatabase, server: ServerFacts): Finding[] {
  return [judgeMajor(database, server), judgeExtensions(database, server), judgeLocale(database, server)];
}

function judgeMajor(database: ManifestDatabase, server: ServerFacts): Finding {
  const code = 'postgres.major';
  if (database.serverMajor > server.major) {
    return {
      code,
      level: 'refuse',
      text: `${database.name} was dumped from PostgreSQL ${database.serverMajor}; the installation runs ${server.major}. A newer server’s dump does not go into an older one.`,
      remedy: `Run the installation’s database with PostgreSQL ${database.serverMajor} or newer, then restore.`,
    };
  }
  if (database.serverMajor < server.major) {
    return {
      code,
      level: 'warn',
      text: `${database.name} was dumped from PostgreSQL ${database.serverMajor} and goes into ${server.major}. It is loaded and compared before anything is stopped.`,
      remedy: null,
    };
  }
  return { code, level: 'pass', text: `PostgreSQL ${server.major} on both sides.`, remedy: null };
}

function judgeExtensions(database: ManifestDatabase, server: ServerFacts): Finding {
  const code = 'postgres.extensions';
  const missing = database.extensions.filter(({ name }) => !server.extensions.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    return {
      code,
      level: 'refuse',
      text: `${database.name} uses extensions that the installation’s server does not have: ${missing.join(', ')}.`,
      remedy: 'Use a database image that contains them, then restore.',
    };
  }
  const moved = database.extensions.filter(({ name, version }) => server.extensions.get(name) !== version);
  if (moved.length > 0) {
    const names = moved.map(
      ({ name, version }) => `${name} (${version} in the archive, ${server.extensions.get(name)} here)`,
    );
    return { code, level: 'warn', text: `Extensions come in another version: ${names.join(', ')}.`, remedy: null };
  }
  return { code, level: 'pass', text: `The server has every extension that ${database.name} uses.`, remedy: null };
}

const always = new Set(['C', 'POSIX', 'C.UTF-8', 'C.utf8', 'PG_UNICODE_FAST']);

function judgeLocale(database: ManifestDatabase, server: ServerFacts): Finding {
  const code = 'postgres.locale';
  const { collate, ctype } = database.properties;
  const missing = [...new Set([collate, ctype])].filter((name) => !always.has(name) && !knows(server.locales, name));
  if (missing.length === 0) return { code, level: 'pass', text: `The server has the locale ${collate}.`, remedy: null };
  return {
    code,
    level: 'refuse',
    text: `${database.name} uses the locale ${missing.join(', ')}, which the installation’s server does not have.`,
    remedy: 'Use a database image with that locale (the one the archive names), then restore.',
  };
}

/** `en_US.UTF-8` and `en_US.utf8` are the same to the C library. */
function knows(locales: ReadonlySet<string>, name: string): boolean {
  const plain = (locale: string) => locale.toLowerCase().replaceAll('-', '');
  return [...locales].some((locale) => plain(locale) === plain(name));
}
