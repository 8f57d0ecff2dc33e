import { clock } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { count, countOf, nbsp, wordsOf } from '../format/number.ts';
import { axis } from './axis.ts';

type Told = {
  startedAt: string;
  sealedAt: string;
  frozenAt: string | null;
  thawedAt: string | null;
  pauseMs: number | null;
  thawMs: number | null;
  volumes: { fingerprints: number; delta: { changed: number; deleted: number } | null }[];
  writers: unknown[];
};

export const backupAxis = {
  held: axis.held,
  times: axis.times,
  enlarged: 'The freeze, enlarged',
  events: 'Docker events',
  writers: (count: number) => countOf(count, 'writer'),
  heldTogether: 'held together',
  observed: 'only observed',
  volatile: 'not judged',
  database: 'database',
  seal: 'Judge and seal',
  look: 'Look for changes',
  snapshot: 'Database snapshot',
  standStill: 'stand still',
  exported: 'exported',
  exportedClean: 'exported, no transaction open',
  lookedAt: (entries: number) => `${countOf(entries, 'file')} looked at`,
  pauseAndThaw: (pauseMs: number, thawMs: number) => `${duration(pauseMs)} pause, ${duration(thawMs)} thaw`,
  read: 'Read',
  stored: 'Stored',
  inFreeze: 'In the freeze',
  entries: 'Files',
  copied: 'Copied in',
  dumped: 'Dumped in',
  snapshotAt: 'Snapshot at',
  ofIt: 'of it',
  files: (changed: number, deleted: number) =>
    [changed > 0 ? `${count(changed)} changed` : '', deleted > 0 ? `${count(deleted)} gone` : '']
      .filter(Boolean)
      .join(', '),
  none: 'none',
  writersFact: 'Held',
  pauseFact: 'Pausing took',
  thawFact: 'Waking took',
  sentence: (told: Told) =>
    [
      `Lanes from ${clock(told.startedAt)} to ${clock(told.sealedAt)}.`,
      `${countOf(told.volumes.length, 'volume')} copied while everything runs.`,
      told.frozenAt && told.thawedAt
        ? `At ${clock(told.frozenAt)} ${wordsOf(told.writers.length, 'writer')} held for ${duration(Date.parse(told.thawedAt) - Date.parse(told.frozenAt) + (told.pauseMs ?? 0) + (told.thawMs ?? 0))}.`
        : 'Nothing was held: the moment was only observed.',
      'Then the database is read from that instant, and the archive is judged and sealed.',
    ].join(' '),
  freezeSentence: (told: Told, ms: number) => {
    const looked = told.volumes.reduce((sum, volume) => sum + volume.fingerprints, 0);
    const moved = told.volumes.filter(
      (volume) => volume.delta && volume.delta.changed + volume.delta.deleted > 0,
    ).length;
    return `The ${duration(ms)} enlarged: ${countOf(looked, 'file')} looked at, changed files of ${wordsOf(moved, 'volume')} copied, the database’s snapshot exported, writers running again at the end.`.replaceAll(
      nbsp,
      ' ',
    );
  },
} as const;
