import { describe, expect, it } from 'vitest';
import { cleanEvidence } from './evidence.fixture.ts';
import { evidenceFacts } from './evidence-facts.ts';
import type { Evidence } from './types.ts';

const [certs] = cleanEvidence().volumes;
const [database] = cleanEvidence().databases;
const facts = (changes: Partial<Evidence>) => evidenceFacts(cleanEvidence(changes));
const tones = (changes: Partial<Evidence>) => new Map(facts(changes).map((fact) => [fact.id, fact.tone]));

describe('the evidence in sentences', () => {
  it('is green throughout when all was checked and nothing moved', () => {
    expect(facts({}).every((fact) => fact.tone === 'ok')).toBe(true);
  });

  it('is never green for what could not be seen', () => {
    expect(tones({ eventsBroken: 'the stream ended' }).get('events')).toBe('quiet');
    expect(tones({ mappings: { found: [], refused: 'permission denied', exempt: [] } }).get('mappings')).toBe('quiet');
    expect(tones({ frozenAt: null, thawedAt: null }).get('writers')).toBe('quiet');
  });

  it('says which process nobody may look into', () => {
    const fact = facts({ mappings: { found: [], refused: null, exempt: ['systemd'] } }).find(
      (one) => one.id === 'mappings',
    );
    expect(fact?.more).toContain('systemd');
  });

  it('names the volume and the files that moved', () => {
    const moved = certs && { ...certs, moved: { count: 25, names: ['a.pem', 'b.pem'] } };
    const found = facts({ volumes: moved ? [moved] : [] }).find((fact) => fact.id === 'moved-p_certs');
    expect(found?.tone).toBe('warn');
    expect(found?.text).toContain('certs');
    expect(found?.text).toContain('a.pem, b.pem and 23 more');
  });

  it('does not judge what moved in a volatile volume, and says so', () => {
    const volatile = certs && { ...certs, role: 'volatile' as const, moved: { count: 3, names: ['x'] } };
    const found = facts({ volumes: volatile ? [volatile] : [] }).find((fact) => fact.id === 'files');
    expect(found?.tone).toBe('ok');
    expect(found?.more).toContain('certs');
  });

  it('tells a write from the database’s own housekeeping', () => {
    const horizon = { start: '5:5:', end: '7:7:' };
    const moved = (tablesMoved: string[]) =>
      tones({ databases: database ? [{ ...database, horizon, tablesMoved }] : [] });
    expect(moved([]).get('horizon-app')).toBe('ok');
    expect(moved(['public.users']).get('horizon-app')).toBe('warn');
  });

  it('warns of a transaction that was open or prepared', () => {
    const open = { database: 'app', application: 'auth-server', client: '10.0.0.2', state: 'idle in transaction' };
    expect(tones({ databases: database ? [{ ...database, openAtEnd: [open] }] : [] }).get('transactions')).toBe('warn');
    expect(tones({ databases: database ? [{ ...database, prepared: ['gid-1'] }] : [] }).get('transactions')).toBe(
      'warn',
    );
  });

  it('counts only events that are counted, and only inside the freeze', () => {
    const event = { at: cleanEvidence().startedAt, kind: 'container', action: 'die', name: 'broker' };
    const one = (counted: boolean, inFreeze: boolean) =>
      tones({ events: [{ ...event, counted, inFreeze }] }).get('events');
    expect([one(true, true), one(true, false), one(false, true)]).toEqual(['warn', 'ok', 'ok']);
  });
});
