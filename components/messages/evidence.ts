import { exactClock } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { capital, count, countOf, listOf, wordsOf } from '../format/number.ts';

const some = (names: string[], all: number) =>
  all > names.length ? `${names.join(', ')} and ${count(all - names.length)} more` : listOf(names);

export const evidence = {
  title: {
    guaranteed: 'Why it is guaranteed',
    consistent: 'Why it is consistent',
    changed: 'What moved',
    unknown: 'Why it is not known',
  },
  aside: 'Evidence is part of the archive and is signed with it',
  full: 'Show in full',
  fullLabel: 'Evidence as recorded',
  held: (writers: number, from: string, to: string) =>
    `**The writers were held.** ${writers === 1 ? 'The one container' : `All ${wordsOf(writers, 'container')}`} that can write to a volume or to the database stood still together from ${exactClock(from)} to ${exactClock(to)}.`,
  notHeld: '**Nothing was held.** The services ran on; it was only observed whether something moved.',
  alreadyPaused: (names: string[]) =>
    `${capital(wordsOf(names.length, 'container'))} had been paused before and stayed so: ${listOf(names)}.`,
  filesEqual: (fingerprints: number) =>
    `**No file moved meanwhile.** ${countOf(fingerprints, 'fingerprint')} (type, mode, owner, size, times, inode) were taken at the start and at the end and are equal.`,
  filesMoved: (volume: string, names: string[], all: number) =>
    `**${capital(wordsOf(all, 'file'))} of ${volume} moved:** ${some(names, all)}.`,
  filesMissed: (volume: string, names: string[], all: number) =>
    `**${capital(wordsOf(all, 'change'))} in ${volume} were found only afterwards:** ${some(names, all)}.`,
  volatile: (volumes: string[]) =>
    `Not judged, because the profile calls ${volumes.length === 1 ? 'it' : 'them'} volatile: ${listOf(volumes)}.`,
  noTransaction: '**No transaction was half done.** No client was in the middle of a change at either end.',
  secondTry: (at: string, reason: string) => `An earlier try at ${exactClock(at)} was given up: ${reason}`,
  openTransaction: (clients: string[]) => `**A transaction was open:** ${listOf(clients)}.`,
  prepared: (names: string[]) => `**A prepared transaction was waiting:** ${listOf(names)}.`,
  horizonEqual: (database: string, horizon: string) =>
    `**Nobody wrote to ${database}.** Its transaction horizon was ${horizon} at both ends.`,
  horizonMoved: (database: string, tables: string[]) =>
    tables.length === 0
      ? `**The transaction horizon of ${database} moved,** but no table did: that is the database’s own housekeeping.`
      : `**Somebody wrote to ${database}:** ${listOf(tables)}.`,
  agreementHolds: (name: string) => `**Files and rows agree.** ${name}: the same names in both, inside the freeze.`,
  agreementNotAsked: (name: string, why: string) =>
    `**Whether files and rows agree could not be asked.** ${name}: ${why}.`,
  agreementFails: (name: string, onlyFiles: string[], onlyRows: string[]) =>
    `**Files and rows disagree.** ${name}: ${[
      onlyFiles.length > 0 ? `only as files: ${listOf(onlyFiles)}` : '',
      onlyRows.length > 0 ? `only as rows: ${listOf(onlyRows)}` : '',
    ]
      .filter(Boolean)
      .join('; ')}.`,
  noEvents: '**No container started, stopped or changed.** Docker reported no event during the backup.',
  events: (all: number) =>
    `**No container started, stopped or changed** inside the freeze. Docker reported ${countOf(all, 'event')} during the backup.`,
  eventsCounted: (names: string[]) =>
    `**Docker reported ${wordsOf(names.length, 'event')} that count${names.length === 1 ? 's' : ''}:** ${listOf(names)}.`,
  eventsBroken: (reason: string) => `**Docker’s events could not be followed:** ${reason}`,
  noMappings: '**No other process can write to the files.** No writable mapping of a volume’s file was found.',
  mappings: (processes: string[]) => `**Another process can write to the files:** ${listOf(processes)}.`,
  mappingsExempt: (processes: string[]) =>
    `Nobody may look into the host’s own ${listOf(processes)}; it was not looked into.`,
  mappingsRefused: (reason: string) =>
    `**Whether another process can write to the files could not be seen:** ${reason}`,
  settled: (ms: number) => `**The services had settled** for ${duration(ms)} before.`,
  unsettled: (waitedFor: string[]) => `**The services did not settle:** ${listOf(waitedFor)}.`,
} as const;
