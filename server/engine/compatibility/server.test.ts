import { describe, expect, it } from 'vitest';
import type { ManifestDatabase } from '../../archive/manifest.ts';
import { judgeServer, type ServerFacts } from './server.ts';

const database = {
  name: 'app',
  serverMajor: 15,
  extensions: [{ name: 'plpgsql', version: '1.0' }],
  properties: { collate: 'en_US.utf8', ctype: 'en_US.utf8' },
} as ManifestDatabase;
const server: ServerFacts = {
  version: '15.6',
  major: 15,
  extensions: new Map([['plpgsql', '1.0']]),
  locales: new Set(['en_US.UTF-8']),
};

function levels(archived: Partial<ManifestDatabase>, facts: Partial<ServerFacts>): Record<string, string> {
  const findings = judgeServer({ ...database, ...archived }, { ...server, ...facts });
  return Object.fromEntries(findings.map(({ code, level }) => [code, level]));
}

describe('the database’s server', () => {
  it('passes when it is the same', () => {
    expect(levels({}, {})).toEqual({
      'postgres.major': 'pass',
      'postgres.extensions': 'pass',
      'postgres.locale': 'pass',
    });
  });

  it('refuses the dump of a newer one and warns of an older one’s', () => {
    expect(levels({ serverMajor: 16 }, {})['postgres.major']).toBe('refuse');
    expect(levels({ serverMajor: 14 }, {})['postgres.major']).toBe('warn');
  });

  it('refuses when an extension is missing and warns when it comes in another version', () => {
    expect(levels({}, { extensions: new Map() })['postgres.extensions']).toBe('refuse');
    expect(levels({}, { extensions: new Map([['plpgsql', '2.0']]) })['postgres.extensions']).toBe('warn');
  });

  it('refuses a locale it does not have, whatever its spelling, and never C', () => {
    expect(levels({}, { locales: new Set(['de_DE.UTF-8']) })['postgres.locale']).toBe('refuse');
    const properties = { ...database.properties, collate: 'C', ctype: 'C.UTF-8' };
    expect(levels({ properties }, { locales: new Set() })['postgres.locale']).toBe('pass');
  });
});
