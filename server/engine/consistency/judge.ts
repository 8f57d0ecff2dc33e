import type { Evidence } from '../../archive/evidence.ts';
import type { Reason, Verdict } from '../../archive/manifest.ts';

/** Evidence before it was judged. */
export type Facts = Omit<Evidence, 'verdict' | 'reasons' | 'sealedAt'>;

export type Judgement = { verdict: Verdict; reasons: Reason[] };

/**
 * What the evidence says of an archive. Something that moved outweighs something that could not be seen, and that
 * outweighs everything that was fine: a doubt never turns into a guarantee.
 */
export function judge(facts: Facts): Judgement {
  const changed = whatMoved(facts);
  if (changed.length > 0) return { verdict: 'changed', reasons: [...changed, ...whatIsUnknown(facts)] };
  const unknown = whatIsUnknown(facts);
  if (unknown.length > 0) return { verdict: 'unknown', reasons: unknown };
  if (facts.strategy === 'observe') return { verdict: 'consistent', reasons: whyConsistent(facts) };
  return { verdict: 'guaranteed', reasons: whyGuaranteed(facts) };
}

/** Where nobody is held, what can be said is what was seen from the beginning to the end. */
const meanwhile = ({ strategy }: Facts) =>
  strategy === 'observe' ? 'while they were copied' : 'while the writers stood still';

function whatMoved(facts: Facts): Reason[] {
  const reasons: Reason[] = [];
  const say = (code: string, text: string) => reasons.push({ code, text });
  for (const volume of facts.volumes.filter(({ role }) => role === 'included')) {
    if (volume.moved.count > 0)
      say('files-moved', `${volume.key}: ${entries(volume.moved)} moved ${meanwhile(facts)}.`);
    if (volume.missed.count > 0)
      say(
        'files-missed',
        `${volume.key}: ${entries(volume.missed)} changed before the thaw and were found only afterwards.`,
      );
  }
  if (facts.strategy !== 'observe')
    for (const { volume, process, pid } of facts.mappings.found)
      say(
        'mapped-by-others',
        `${volume}: the process ${process} (${pid}) was not held and has files mapped for writing.`,
      );
  for (const database of facts.databases) {
    for (const open of [...database.openAtStart, ...database.openAtEnd])
      say(
        'transaction-open',
        `${database.name}: ${open.application || open.client} was in the middle of a transaction.`,
      );
    if (database.tablesMoved.length > 0)
      say('tables-moved', `${database.name}: ${database.tablesMoved.join(', ')} changed ${meanwhile(facts)}.`);
  }
  for (const event of facts.events.filter(({ counted, inFreeze }) => counted && inFreeze))
    say('docker-event', `Docker reported ${event.action} of ${event.name} inside the freeze.`);
  if (facts.agreement && !facts.agreement.holds && facts.agreement.notAsked === null) {
    const { name, onlyFiles, onlyRows } = facts.agreement;
    say('disagreement', `${name}: ${onlyFiles.count} only in the files, ${onlyRows.count} only in the database.`);
  }
  return reasons;
}

function whatIsUnknown(facts: Facts): Reason[] {
  const reasons: Reason[] = [];
  const say = (code: string, text: string) => reasons.push({ code, text });
  if (facts.strategy === 'observe')
    for (const { volume, process, pid } of facts.mappings.found.filter(isJudged(facts)))
      say(
        'mapped',
        `${volume}: the process ${process} (${pid}) has files mapped for writing; what it writes shows late.`,
      );
  else if (facts.frozenAt === null) say('not-held', 'The writers were never held.');
  if (!facts.settle.settled)
    say(
      'not-settled',
      `The services never came to rest (${facts.settle.waitedFor.join(', ') || 'no reason known'}); a change may be half done.`,
    );
  if (facts.eventsBroken !== null)
    say('events-broken', `Docker's events could not be followed: ${facts.eventsBroken}.`);
  if (facts.mappings.refused !== null)
    say(
      'look-refused',
      `It could not be seen which processes have files mapped for writing: ${facts.mappings.refused}.`,
    );
  if (facts.agreement?.notAsked)
    say(
      'rule-not-asked',
      `${facts.agreement.name}: whether files and rows agree could not be asked: ${facts.agreement.notAsked}.`,
    );
  for (const database of facts.databases)
    for (const gid of database.prepared)
      say('prepared-transaction', `${database.name}: the prepared transaction ${gid} waits for its end.`);
  return reasons;
}

/** Of a mapping: whether its volume is one that is judged. */
function isJudged({ volumes }: Facts): (mapping: { volume: string }) => boolean {
  const judged = new Set(volumes.flatMap(({ key, role }) => (role === 'included' ? [key] : [])));
  return ({ volume }) => judged.has(volume);
}

function whyConsistent(facts: Facts): Reason[] {
  const looked = facts.volumes.reduce((sum, { fingerprints }) => sum + fingerprints, 0);
  return [
    {
      code: 'observed',
      text: 'Nobody was held; volumes and database were taken together, after the services had come to rest.',
    },
    { code: 'nothing-moved', text: `${looked} files were looked at; none moved from the beginning to the end.` },
    {
      code: 'no-transaction',
      text: 'No transaction was open at either end, and nobody wrote to the database between.',
    },
    ...(facts.agreement ? [{ code: 'agreement', text: `${facts.agreement.name}: files and rows name the same.` }] : []),
  ];
}

function whyGuaranteed(facts: Facts): Reason[] {
  const fingerprints = facts.volumes.reduce((sum, { fingerprints }) => sum + fingerprints, 0);
  return [
    { code: 'writers-held', text: `${facts.writers.length} writers stood still, after the services had come to rest.` },
    { code: 'nothing-moved', text: `${fingerprints} files were looked at; none moved while the writers stood still.` },
    { code: 'no-transaction', text: 'No transaction was open, and nobody wrote to the database.' },
    { code: 'no-event', text: 'No container started, stopped or changed meanwhile.' },
    ...(facts.agreement ? [{ code: 'agreement', text: `${facts.agreement.name}: files and rows name the same.` }] : []),
  ];
}

function entries({ count, names }: { count: number; names: string[] }): string {
  const shown = names.slice(0, 3).join(', ');
  return count > 3 ? `${shown} and ${count - 3} more` : shown;
}
