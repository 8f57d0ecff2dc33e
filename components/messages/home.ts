import { bytes } from '../format/bytes.ts';
import { duration, roughly } from '../format/duration.ts';
import { capital, count, countOf, inWords, wordsOf } from '../format/number.ts';

export const home = {
  loading: 'Loading the state of the installation',
  restore: 'Restore…',
  sections: {
    attention: 'Attention',
    now: 'Now',
    restore: 'Restore',
    days: (days: number) => `${days} days`,
    storage: 'Storage',
  },
  things: (count: number) => `${count} ${count === 1 ? 'thing' : 'things'}`,
  lastGood: (age: string) => `The last good backup is **${age}** old.`,
  lastDoubtful: (age: string) => `The last backup is **${age}** old, and it is not known to be one moment.`,
  oneMoment: (writers: number, heldMs: number) =>
    `Its volumes and its database are [one moment](!evidence): ${wordsOf(writers, 'writer')} stood still for **${duration(heldMs)}**, and [nothing moved](!evidence).`,
  observed: 'Nothing was held; it was observed that [nothing moved](!evidence) from start to end.',
  changed: 'Something moved while it was taken: the [evidence](evidence) names what, where and when.',
  unknown: 'The evidence could not be had: it [says why](evidence).',
  proof: {
    none: 'Its bytes have not been read back yet.',
    verified: (at: string) => `Every byte was [read back ${at}](!evidence).`,
    rehearsed: (at: string) => `It was [rehearsed ${at}](!rehearsal).`,
    restored: (at: string) => `It was [restored and compared ${at}](!evidence).`,
    failed: 'Reading it back **failed**.',
  },
  note: (size: number) => `[Open this archive](archive), ${bytes(size)} as a download.`,
  fingerprints: (count_: number) => `**${countOf(count_, 'fingerprint')}** equal before and after`,
  noTransaction: (databases: string) => `**No transaction** was open in ${databases}`,
  noEvent: '**No Docker event** that counts inside the freeze',
  readBack: (files: number) => `**${countOf(files, 'hash', 'hashes')}** match what was read back`,
  restoreSay: (totalMs: number, downMs: number, name: string) =>
    `Restoring it would take about **${roughly(totalMs)}**. ${name} would be down for about **${roughly(downMs)}** of that.`,
  restoreChart: (totalMs: number, downMs: number) =>
    `A restore takes about ${roughly(totalMs)}; of it services are down for about ${roughly(downMs)}`,
  restoreParts: {
    before: 'safety backup and staging beside the live data',
    check: 'check',
    from: (where: string) => `Lengths from ${where}.`,
    rehearsed: (day: string) => `Building and comparing as [rehearsed on ${day}](!rehearsal).`,
  },
  days: (good: number, of: number) => `Of ${of} days, **${count(good)}** ${good === 1 ? 'has' : 'have'} a good backup.`,
  lastWrong: (day: string) => `The last run that went wrong was on **${day}**.`,
  daysLabel: (days: number, good: number, changed: number, failed: number) =>
    `Backups of the last ${days} days: ${good} days guaranteed or consistent, ${changed} changed or unknown, ${failed} failed`,
  dayKey: {
    guaranteed: 'guaranteed',
    consistent: 'consistent',
    verified: 'every byte read back',
    changed: 'changed or unknown',
    failed: 'failed',
  },
  dayTitle: (day: string, verdict: string | null, verified: boolean) =>
    `${day}: ${[verdict ?? 'no backup', verified ? 'verified' : ''].filter(Boolean).join(', ')}`,
  storage: (archives: number, used: number, free: number) =>
    archives === 0
      ? `The store is empty; **${bytes(free)}** are free.`
      : `**${count(archives)}** ${archives === 1 ? 'archive takes' : 'archives take'} **${bytes(used)}**; **${bytes(free)}** are free.`,
  storeAt: (path: string, kind: 'folder' | 'volume') => `Archives lie in the ${kind} \`${path}\`.`,
  attention: {
    failed: (at: string, title: string) => `**The last backup, ${at}, failed.** ${title}`,
    showJob: 'Show the job',
    steps: (open: number, total: number, next: string) =>
      `**${capital(inWords(open))} of ${wordsOf(total, 'additional step')} after the restore ${open === 1 ? 'is' : 'are'} open.** Next: ${next}`,
    goToSteps: 'Go to the steps',
    damaged:
      '**The newest archive could not be read back whole.** The page says what was found; an older one may serve.',
    openArchive: 'Open the archive',
    unrestorable: (at: string) => `**The last rehearsal, ${at}, failed:** its archive cannot be restored as it is.`,
    openReport: 'Open the report',
    notRunning: (state: string) =>
      `**The installation is ${state}.** A backup takes what is there; writers that stand still write nothing.`,
    lowSpace: (free: number, size: number) =>
      `**${bytes(free)} are free in the store,** less than two more archives like the last one (${bytes(size)}).`,
    manage: 'Look through the archives',
  },
  running: {
    open: 'Open the job',
  },
} as const;

export const firstRun = {
  title: 'First steps',
  done: { account: 'Account', accountNote: (name: string) => `${name}, signed in. The one-time token is used up.` },
  found: 'This is what was found',
  foundSay: (project: string, version: string | null, state: string, volumes: number, databases: number) =>
    `**${project}**${version ? `, version **${version}**` : ''}, ${state}. ${countOf(volumes, 'volume')} and ${countOf(databases, 'database')} belong to it.`,
  heads: { part: 'Part', role: 'Backed up', why: 'Why' },
  yes: 'Yes',
  volatile: 'Yes, not judged',
  no: 'No',
  dumped: (version: string, where: string) => `PostgreSQL ${version}, ${where}. Dumped, never copied as files.`,
  freeze: (writers: string[]) =>
    `**While a backup freezes,** ${wordsOf(writers.length, 'container')} stand still together for under a second, at any size: ${writers.join(', ')}.`,
  change: '[Change what is included](settings)',
  backup: 'First backup',
  backupNote:
    'Everything is copied while the services run. You see each stage, and in the end one of four verdicts with what was compared.',
} as const;
