import { duration, roughly } from '../format/duration.ts';
import { capital, count, countOf, listOf, nbsp, wordsOf } from '../format/number.ts';

const some = (names: readonly string[], all: number) =>
  all > names.length ? `${names.join(', ')} and ${count(all - names.length)} more` : listOf(names);

export const rehearsal = {
  button: 'Rehearse',
  again: 'Rehearse again',
  starting: 'Starting',
  report: 'Open the report',
  title: 'Rehearsal',
  loading: 'Loading the report of the rehearsal',
  archive: (at: string) => `Archive of ${at}`,
  back: 'Archive',
  meta: (who: string, at: string) => `Rehearsal, started by ${who}, finished ${at}`,
  save: 'Save the report',
  none: {
    title: 'This archive has not been rehearsed',
    text: 'A rehearsal restores it into scratch volumes and a scratch PostgreSQL, compares both with the manifest, and removes them again. The installation runs on and is not touched.',
    long: 'It takes about as long as a restore takes until it stops the services.',
  },
  atWork: 'This archive is being rehearsed now.',
  noReport: 'The last rehearsal of this archive ended without a report.',
  job: 'Open its job',
  say: (at: string) => `The archive of **${at}** can be restored.`,
  sayNot: (at: string) => `The archive of **${at}** cannot be restored as it is.`,
  beside: (project: string) => `It was restored into scratch volumes and a scratch database beside ${project}.`,
  unread: 'Its own files are not what was sealed: nothing of it was built.',
  files: (files: number, rows: number) =>
    `[All ${countOf(files, 'entry', 'entries')}](!compared) and [all ${countOf(rows, 'row')}](!compared) came back as the manifest says.`,
  onlyFiles: (files: number) =>
    `[All ${countOf(files, 'entry', 'entries')}](!compared) came back as the manifest says.`,
  unequal: (parts: number) =>
    `**${capital(wordsOf(parts, 'part'))}** did [not come back](compared) as the manifest says.`,
  agrees: '[Files and rows agree](!agreement).',
  disagrees: 'Files and rows do [not agree](agreement).',
  took: (ms: number) => `Building and comparing took **${duration(ms)}**.`,
  removed: 'What was made for it is removed.',
  wrong: 'What was wrong',
  worth: 'Worth knowing',
  says: 'What it says',
  proves: 'It proves',
  provesNothing: 'Nothing: an archive is restorable only when every part of it comes back.',
  provesNot: 'It does not prove',
  proofs: {
    whole: 'Every file of the archive is what was sealed: read again, by its hashes.',
    volumes: (volumes: number) =>
      `${capital(wordsOf(volumes, 'volume'))} ${volumes === 1 ? 'comes' : 'come'} back as captured: types, sizes, modes, owners, times, links, extended attributes.`,
    databases: (databases: number, tables: number) =>
      `${capital(wordsOf(databases, 'database'))} ${databases === 1 ? 'loads' : 'load'} with every row of ${wordsOf(tables, 'table')}.`,
    constraints: (constraints: number, foreignKeys: number) =>
      `${countOf(constraints, 'constraint')} ${constraints === 1 ? 'holds' : 'hold'} for every row, ${count(foreignKeys)} of them references between tables.`,
    sound: (checked: number) =>
      `${capital(wordsOf(checked, 'table or index', 'tables and indexes'))} are sound, by amcheck.`,
    agreement: (name: string, names: number) => `Files and rows name the same ${count(names)} ${name}.`,
    time: (ms: number) =>
      `A restore on this machine takes about ${roughly(ms)} before it stops anything. Home reckons with that.`,
  },
  limits: {
    machine: 'That another machine can do it: this ran on the same disks and the same Docker.',
    services: 'That the services start on the data, or how long they take to stop and start: none was started.',
    network: 'That devices, agents and clients connect: the scratch server reaches no network.',
    later: 'Anything about later archives.',
  },
  went: 'How it went',
  wentAside: 'The installation ran on, untouched',
  phases: (phases: readonly { name: 'read' | 'build' | 'compare'; ms: number }[]) =>
    phases.map(({ name, ms }) => `${phaseWords[name]} **${duration(ms)}**`).join(', '),
  server: (image: string) => `Scratch server: \`${image}\`, without a network.`,
  compared: 'Compared',
  comparedSmall: 'with the manifest',
  heads: { part: 'Part', manifest: 'Manifest', restored: 'Came back', result: 'Result' },
  part: {
    volume: (key: string) => `${key}, entries`,
    tables: (tables: number) => `${countOf(tables, 'table')}, rows`,
    structure: (database: string) => `${database}, structure`,
    constraints: (database: string) => `${database}, constraints`,
    references: (database: string) => `${database}, references between tables`,
    sound: (database: string) => `${database}, soundness by amcheck`,
    notLoaded: (database: string) => `${database}, the dump`,
  },
  state: { equal: 'Equal', holds: 'Holds', differs: 'Differs', failed: 'Failed', unknown: 'Not known' },
  nothing: 'none',
  eachTable: 'Show each table',
  sumTables: 'Sum the tables up',
  agreement: 'Agreement',
  agreementSmall: (name: string) => `of files and rows on ${name}`,
  holds: (names: number, name: string) => `The files name ${count(names)}${nbsp}${name}, the rows name the same.`,
  notAsked: (why: string) => `It could not be asked: ${why}`,
  onlyInFiles: (names: readonly string[], all: number) => `Only in the files: ${some(names, all)}.`,
  onlyInRows: (names: readonly string[], all: number) => `Only in the rows: ${some(names, all)}.`,
} as const;

const phaseWords = { read: 'Read again in', build: 'built in', compare: 'compared in' } as const;
