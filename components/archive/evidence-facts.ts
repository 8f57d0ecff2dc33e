import { msOf } from '../format/date.ts';
import { evidence as words } from '../messages/evidence.ts';
import type { Evidence } from './types.ts';

/** One sentence of evidence. `ok`: it was checked and holds; `warn`: it does not; `quiet`: it could not be seen. */
export type EvidenceFact = { id: string; tone: 'ok' | 'warn' | 'quiet'; text: string; more?: string };

/** What the evidence says, in the order of how much it weighs. */
export function evidenceFacts(evidence: Evidence): EvidenceFact[] {
  return [
    writers(evidence),
    ...files(evidence),
    ...transactions(evidence),
    ...databases(evidence),
    ...agreement(evidence),
    events(evidence),
    mappings(evidence),
    ...settling(evidence),
  ];
}

function writers({ writers: held, frozenAt, thawedAt, alreadyPaused }: Evidence): EvidenceFact {
  const more = alreadyPaused.length > 0 ? { more: words.alreadyPaused(alreadyPaused) } : {};
  if (!frozenAt || !thawedAt) return { id: 'writers', tone: 'quiet', text: words.notHeld, ...more };
  return { id: 'writers', tone: 'ok', text: words.held(held.length, frozenAt, thawedAt), ...more };
}

function files({ volumes }: Evidence): EvidenceFact[] {
  const judged = volumes.filter((volume) => volume.role === 'included');
  const moved = judged.flatMap((volume): EvidenceFact[] => [
    ...(volume.moved.count > 0
      ? [
          {
            id: `moved-${volume.volume}`,
            tone: 'warn' as const,
            text: words.filesMoved(volume.key, volume.moved.names, volume.moved.count),
          },
        ]
      : []),
    ...(volume.missed.count > 0
      ? [
          {
            id: `missed-${volume.volume}`,
            tone: 'warn' as const,
            text: words.filesMissed(volume.key, volume.missed.names, volume.missed.count),
          },
        ]
      : []),
  ]);
  if (moved.length > 0) return moved;
  const volatile = volumes.filter((volume) => volume.role === 'volatile').map((volume) => volume.key);
  const fingerprints = judged.reduce((sum, volume) => sum + volume.fingerprints, 0);
  return [
    {
      id: 'files',
      tone: 'ok',
      text: words.filesEqual(fingerprints),
      ...(volatile.length > 0 ? { more: words.volatile(volatile) } : {}),
    },
  ];
}

function transactions({ databases: all, attempts }: Evidence): EvidenceFact[] {
  if (all.length === 0) return [];
  const open = all.flatMap((database) => [...database.openAtStart, ...database.openAtEnd]);
  const prepared = all.flatMap((database) => database.prepared);
  const givenUp = attempts.find((attempt) => attempt.outcome === 'given-up');
  const more = givenUp?.reason ? { more: words.secondTry(givenUp.from, givenUp.reason) } : {};
  if (prepared.length > 0) return [{ id: 'transactions', tone: 'warn', text: words.prepared(prepared), ...more }];
  if (open.length === 0) return [{ id: 'transactions', tone: 'ok', text: words.noTransaction, ...more }];
  const clients = [...new Set(open.map((client) => client.application || client.client || client.database))];
  return [{ id: 'transactions', tone: 'warn', text: words.openTransaction(clients), ...more }];
}

function databases({ databases: all }: Evidence): EvidenceFact[] {
  return all.map(({ name, horizon, tablesMoved }) => {
    const id = `horizon-${name}`;
    if (horizon.start === horizon.end)
      return { id, tone: 'ok', text: words.horizonEqual(name, horizonWord(horizon.end)) };
    return { id, tone: tablesMoved.length > 0 ? 'warn' : 'ok', text: words.horizonMoved(name, tablesMoved) };
  });
}

/** "41208877:41208877:" -> "41,208,877": what people compare is the first number. */
function horizonWord(horizon: string): string {
  const first = Number(horizon.split(':')[0]);
  return Number.isFinite(first) ? first.toLocaleString('en-GB') : horizon;
}

function agreement({ agreement: rule }: Evidence): EvidenceFact[] {
  if (!rule) return [];
  if (rule.notAsked)
    return [{ id: 'agreement', tone: 'quiet', text: words.agreementNotAsked(rule.name, rule.notAsked) }];
  if (rule.holds) return [{ id: 'agreement', tone: 'ok', text: words.agreementHolds(rule.name) }];
  return [
    { id: 'agreement', tone: 'warn', text: words.agreementFails(rule.name, rule.onlyFiles.names, rule.onlyRows.names) },
  ];
}

function events({ events: all, eventsBroken }: Evidence): EvidenceFact {
  if (eventsBroken !== null) return { id: 'events', tone: 'quiet', text: words.eventsBroken(eventsBroken) };
  const counted = all.filter((event) => event.counted && event.inFreeze);
  if (counted.length > 0) {
    return {
      id: 'events',
      tone: 'warn',
      text: words.eventsCounted(counted.map((event) => `${event.action} ${event.name}`)),
    };
  }
  return { id: 'events', tone: 'ok', text: all.length === 0 ? words.noEvents : words.events(all.length) };
}

function mappings({ mappings: seen }: Evidence): EvidenceFact {
  if (seen.refused !== null) return { id: 'mappings', tone: 'quiet', text: words.mappingsRefused(seen.refused) };
  const more = seen.exempt.length > 0 ? { more: words.mappingsExempt(seen.exempt) } : {};
  if (seen.found.length === 0) return { id: 'mappings', tone: 'ok', text: words.noMappings, ...more };
  return {
    id: 'mappings',
    tone: 'warn',
    text: words.mappings(seen.found.map((one) => `${one.process} (${one.volume})`)),
  };
}

function settling({ settle }: Evidence): EvidenceFact[] {
  if (settle.settled) return [{ id: 'settle', tone: 'ok', text: words.settled(msOf(settle.to) - msOf(settle.from)) }];
  return [{ id: 'settle', tone: 'warn', text: words.unsettled(settle.waitedFor) }];
}
