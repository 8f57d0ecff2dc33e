import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../demo/clone.ts';
import { type Round, roundsOf } from './record.ts';
import { type Scale, scales } from './scale.ts';
import { ratioOf, type Spread, spreadOf } from './statistics.ts';
import { tornSection } from './torn-table.ts';

type Row = { what: string; reach: string; measured: string };

/** Writes docs/benchmarks.md from all rounds that were kept. */
export function writeTable(): void {
  const tables = [...scales.map(tableOf), ...scales.map(tornSection)].filter((text) => text !== '');
  const text = `# Benchmarks

Written by \`npm run bench -- table\` from the rounds in bench/results. Each figure is a median with the least and the
most in brackets; ratios are taken round by round, both sides on the same data in one run, taking turns. Each finds the
volumes' files on the disk and not in memory, as one does at night.

- **the script**: \`tar | zstd -3 -T0\` of each volume, one after another, then \`pg_dump -Fc\`.
- **pause-everything**: the same script while every service is paused.
- **restic, borg**: a repository on the same disk; they get the database as a plain dump, and its time counts.

${tables.join('\n')}
${limits}`;
  writeFileSync(path.join(root, 'docs/benchmarks.md'), text);
}

const limits = `## What limits what is not reached

- **Second backup, time.** Two to three seconds of it are the same at any size: starting five helper containers, waiting
  until the database rests, the freeze, the dump, and the look that confirms the frozen state. restic and borg start one
  program each, and promise no moment. So they are faster at 2 GiB and slower at 10 GiB; there the rest is the names of
  200,000 files, which are read from the disk.
- **Restore.** Both sides spend most of their time in the kernel, which writes new files: on the machine of these rounds
  the same tar takes from 2 to 11 s of CPU time a GiB, by what was deleted before and is still being discarded on the
  disk. So each side waits until the disks rest; two rounds without that wait gave 0.71 and 1.60.
- **Another writer’s fsync.** An archive is on the disk when the backup ends, the script’s files are in memory. Layers are
  brought to the disk by 32 MiB; two or three writes of 200 meet that, and wait for it.
`;

function tableOf(scale: Scale): string {
  const rows = [
    ...freezeRows(scale),
    ...backupRows(scale),
    ...secondRows(scale),
    ...latencyRows(scale),
    ...restoreRows(scale),
  ];
  if (rows.length === 0) return '';
  const lines = rows.map(({ what, reach, measured }) => `| ${what} | ${reach} | ${measured} |`);
  return `## ${titleOf(scale)}\n\n| what | to reach | measured |\n|---|---|---|\n${lines.join('\n')}\n`;
}

function titleOf({ bytes, files, databaseBytes }: Scale): string {
  const size = bytes >= 2 ** 30 ? `${bytes / 2 ** 30} GiB` : `${bytes / 2 ** 20} MiB`;
  return `${size}, ${files.toLocaleString('en')} files, a database of ${databaseBytes / 1e6} MB`;
}

/** Goals that are set for the large size alone. */
function atLarge(name: Scale['name'], goal: string): string {
  return name === 'large' ? goal : '';
}

function freezeRows({ name }: Scale): Row[] {
  const rounds = roundsOf('freeze', name);
  if (rounds.length === 0) return [];
  const held = figures(rounds, 'holdfast', 'freezeMs');
  return [
    {
      what: 'freeze, 1 % of the files changing during the pre-copy',
      reach: name === 'large' ? '≤ 1 s' : '≤ 300 ms',
      measured: ms(spreadOf(held)),
    },
    {
      what: 'freeze against pause-everything',
      reach: atLarge(name, '≤ 1/50'),
      measured: ratio(ratioOf(held, figures(rounds, 'pause-everything', 'ms'))),
    },
    { what: 'of these guaranteed', reach: 'all', measured: share(rounds, 'guaranteed') },
  ];
}

function backupRows({ name }: Scale): Row[] {
  const rounds = roundsOf('backup', name);
  if (rounds.length === 0) return [];
  const of = (side: string, figure: string) => figures(rounds, side, figure);
  const compare = comparing(rounds);
  return [
    { what: 'whole backup', reach: '', measured: ms(spreadOf(of('holdfast', 'ms'))) },
    compare('whole backup against the script, time', atLarge(name, '≤ 0.9'), ['holdfast', 'ms'], ['script', 'ms']),
    compare('whole backup against the script, size', atLarge(name, '≤ 1'), ['holdfast', 'bytes'], ['script', 'bytes']),
    compare('first backup against restic, time', '< 1', ['holdfast', 'ms'], ['restic', 'ms']),
    compare('first backup against borg, time', '< 1', ['holdfast', 'ms'], ['borg', 'ms']),
    ...memoryRows(rounds),
  ];
}

function memoryRows(rounds: readonly Round[]): Row[] {
  const row = (what: string, reach: string, figure: string) => {
    return { what, reach, measured: mebibytes(spreadOf(figures(rounds, 'holdfast', figure))) };
  };
  return [
    row('memory that the app grew by', '≤ 64 MiB', 'appGrowth'),
    row('memory of the app at its most', '≤ 256 MiB', 'appPeak'),
    row('memory of the biggest helper at its most', '≤ 256 MiB', 'helperPeak'),
  ];
}

function secondRows({ name }: Scale): Row[] {
  const rounds = roundsOf('second', name);
  if (rounds.length === 0) return [];
  const compare = comparing(rounds);
  const again = 'holdfast again';
  return [
    {
      what: 'second backup, 1 % of the files rewritten, a database of at most 20 MB',
      reach: '',
      measured: ms(spreadOf(figures(rounds, again, 'ms'))),
    },
    compare(
      'second backup against the first, bytes of volumes',
      '≤ 1/20',
      [again, 'volumeBytes'],
      ['holdfast', 'volumeBytes'],
    ),
    compare('second backup against the first, time', '≤ 1/10', [again, 'ms'], ['holdfast', 'ms']),
    compare('second backup against restic, time', '< 1', [again, 'ms'], ['restic again', 'ms']),
    compare('second backup against borg, time', '< 1', [again, 'ms'], ['borg again', 'ms']),
  ];
}

/** A ratio of two sides, round by round. */
function comparing(rounds: readonly Round[]) {
  return (what: string, reach: string, a: [string, string], b: [string, string]): Row => ({
    what,
    reach,
    measured: ratio(ratioOf(figures(rounds, ...a), figures(rounds, ...b))),
  });
}

function latencyRows({ name }: Scale): Row[] {
  const rounds = roundsOf('latency', name);
  if (rounds.length === 0) return [];
  const of = (side: string) => figures(rounds, side, 'p99');
  return [
    { what: 'another writer’s fsync, 99 of 100 below: idle', reach: '', measured: ms(spreadOf(of('idle'))) },
    { what: 'the same while Holdfast backs up', reach: 'measured', measured: ms(spreadOf(of('holdfast'))) },
    { what: 'the same while the script runs', reach: '', measured: ms(spreadOf(of('script'))) },
  ];
}

function restoreRows({ name }: Scale): Row[] {
  const rounds = roundsOf('restore', name);
  if (rounds.length === 0) return [];
  const of = (side: string, figure: string) => figures(rounds, side, figure);
  const own = of('holdfast', 'downtimeMs').map(
    (down, index) => down - (of('holdfast', 'stopMs')[index] ?? 0) - (of('holdfast', 'startMs')[index] ?? 0),
  );
  return [
    {
      what: 'restore from stage to services up, against unpacking by the script',
      reach: atLarge(name, '≤ 1'),
      measured: ratio(ratioOf(of('holdfast', 'ms'), of('script', 'ms'))),
    },
    {
      what: 'the same until all of the script’s is on the disk too',
      reach: '',
      measured: ratio(ratioOf(of('holdfast', 'ms'), of('script', 'syncedMs'))),
    },
    { what: 'the restore’s downtime', reach: '', measured: ms(spreadOf(of('holdfast', 'downtimeMs'))) },
    { what: 'of it without the services’ own stop and start', reach: '≤ 1 s', measured: ms(spreadOf(own)) },
    ...memoryRows(rounds),
  ];
}

function figures(rounds: readonly Round[], side: string, figure: string): number[] {
  return rounds.map(({ sides }) => sides[side]?.[figure] ?? Number.NaN);
}

function share(rounds: readonly Round[], figure: string): string {
  return `${figures(rounds, 'holdfast', figure).filter((value) => value === 1).length} of ${rounds.length}`;
}

const spread = (text: (value: number) => string) => (of: Spread) =>
  of.count === 1
    ? `${text(of.median)} (one round)`
    : `${text(of.median)} (${text(of.least)}–${text(of.most)}, ${of.count} rounds)`;
const ms = spread((value) => (value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`));
const ratio = spread((value) => (value < 0.1 ? `1/${Math.round(1 / value)}` : value.toFixed(2)));
const mebibytes = spread((value) => `${Math.round(value / 2 ** 20)} MiB`);
