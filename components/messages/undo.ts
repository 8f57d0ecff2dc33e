import { bytes } from '../format/bytes.ts';
import { roughly } from '../format/duration.ts';
import { capital, count, countOf, listOf, wordsOf } from '../format/number.ts';

export const undo = {
  title: 'Undo',
  loading: 'Looking at the kept side and the installation',
  loadingNote: 'The kept side is being compared with the live one. Nothing is changed.',
  crumb: { restore: (at: string) => `Restore of ${at}`, undo: (at: string) => `Undo of ${at}` },
  leave: 'Leave',
  say: (project: string, at: string, what: 'restore' | 'undo') =>
    `Undo puts ${project} back to **${at}**, as it was before the ${what}.`,
  since: (span: string, rows: number, entries: number) => {
    const parts = [
      rows > 0 ? `**${countOf(rows, 'row')}**` : '',
      entries > 0 ? `**${countOf(entries, 'entry', 'entries')}** in the volumes` : '',
    ].filter(Boolean);
    return `What was written in the **${span}** since goes: ${listOf(parts)}.`;
  },
  sinceNothing: (span: string) => `Nothing was written in the **${span}** since: nothing goes.`,
  sinceUnknown: (span: string) => `What was written in the **${span}** since goes; not all of it could be counted.`,
  down: (ms: number) => `It is down for about **${roughly(ms)}**.`,
  staysDown: 'It goes down and **stays down** until you start its services.',
  backup: 'A backup of now is made first, so this way leads back too.',
  possible: (until: string) => `Possible until **${until}**.`,
  goes: 'What goes',
  goesSmall: (at: string) => `since ${at}`,
  rows: 'Rows, counted by PostgreSQL since the swap',
  files: 'Entries, compared with those of the swap',
  noRows: 'no row was written',
  noFiles: 'no difference',
  notCounted: 'could not be counted in time',
  inexact: 'The server’s counters were set back since, so only numbers of rows are known.',
  table: ({ inserted, updated, deleted }: { inserted: number; updated: number; deleted: number }) =>
    [
      inserted > 0 ? `${countOf(inserted, 'row')}` : '',
      updated > 0 ? `${count(updated)} changed` : '',
      deleted > 0 ? `${count(deleted)} removed come back` : '',
    ]
      .filter(Boolean)
      .join(', '),
  fromTo: (then: number | null, now: number | null) =>
    `${then === null ? 'no table' : countOf(then, 'row')} then, ${now === null ? 'none' : count(now)} now`,
  entries: (changed: number) => countOf(changed, 'entry', 'entries'),
  others: (volumes: number) => `${capital(wordsOf(volumes, 'other volume'))}`,
  tablesTotal: (tables: number) => countOf(tables, 'table'),
  volumesTotal: (some: number, all: number) => `${count(some)} of ${countOf(all, 'volume')}`,
  refused: 'Refused',
  decide: 'Decide',
  passed: 'Passed',
  versions: 'Versions',
  versionHeads: { what: 'What', kept: 'Before the swap', live: 'Now' },
  product: 'Product',
  unknown: 'not known',
  timeline: 'Time line',
  timelineAside: 'Lengths from the last swap. Nothing is staged: the old side is still there',
  phase: { swap: 'Stop, swap, start', stopAndSwap: 'Stop and swap' },
  way: 'Way back',
  safetySmall: (ms: number | null, days: string | null) =>
    `Pinned.${ms === null ? '' : ` About ${roughly(ms)}.`} ${days ? `Until ${days} this undo can itself be undone; the archive stays after that.` : ''}`,
  safetyOff: 'Without it nothing but the kept side of this undo has the present state.',
  button: (what: 'restore' | 'undo', at: string) => `Undo the ${what} of ${at}`,
  refusedNote: 'Nothing can be undone while a finding refuses',
  starting: 'Starting',
  after: 'Afterwards',
  stepsNote: 'These steps belong to the undo as well. They are shown again with the result, to be ticked off.',
  offer: 'Undo…',
  gone: {
    say: (at: string) => `The restore of **${at}** can no longer be undone.`,
    sayNow: (at: string) => `The restore of **${at}** cannot be undone as it is.`,
    sayUndone: (at: string) => `The restore of **${at}** has been undone.`,
    undone: (at: string) => `That was on **${at}**. What the restore had brought was kept in turn.`,
    undoneNote: 'Undoing the undo puts the restored state back, as long as it is kept.',
    cleared: (who: string, at: string) => `Its old side was given up by ${who} on **${at}**.`,
    expired: (at: string) => `Its time was over, and its old side was removed on **${at}**.`,
    later: (what: 'restore' | 'undo', at: string) =>
      `Another ${what} came after it, on **${at}**. Only the newest can be undone, and that ended its old side.`,
    unknown: 'Its old side is not kept any more.',
    never: 'It kept no old side.',
    left: 'What is left',
    safety: (at: string) =>
      `**The safety backup of ${at} is there.** It holds the installation as it was before that restore:`,
    safetyFacts: (verdict: string, proof: string, size: number) => `${verdict}, ${proof}, ${bytes(size)}.`,
    safetyNote:
      'Restoring it stages everything anew, so it takes longer than an undo; what was written since goes too.',
    restoreIt: 'Restore that one…',
    noSafety: '**No safety backup was made before that restore.** An older archive is what there is.',
    archives: 'Look through the archives',
    laterNote: 'The later one can be undone, as long as its old side is kept.',
    goLater: 'Undo that one…',
  },
  run: {
    untouched: 'The installation still runs and **nothing of it has been changed**.',
    swapping: 'The services are stopped for the swap.',
    committed: 'The old side is back in place; what is left are its services and checks.',
    failedOld: 'The undo did not go through. **The installation runs with the data it had before it.**',
    failedNew: 'The old side is back in place, but something after it went wrong.',
  },
} as const;
