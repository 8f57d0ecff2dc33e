import { type Round, roundsOf } from './record.ts';
import type { Scale } from './scale.ts';
import type { Figures } from './sides/side.ts';
import { spreadOf } from './statistics.ts';

/** What each side is called in the rounds, and in the table. */
const sides = [
  ['script', 'the script'],
  ['script while paused', 'the script while every service is paused, without waiting for them to come to rest'],
  ['holdfast without a rule', 'Holdfast, by the profile that fits any project and has no rule'],
  ['holdfast', 'Holdfast, by the profile of the product, with its rule'],
] as const;

/** How many backups held half of an operation, and what it took that none did. */
export function tornSection({ name }: Scale): string {
  const rounds = roundsOf('torn', name);
  if (rounds.length === 0) return '';
  const rows = sides.map(([side, what]) => row(what, figuresOf(rounds, side)));
  const rehearsed = figuresOf(rounds, 'holdfast').filter(({ rehearsedTorn }) => rehearsedTorn !== undefined);
  return `## Half-done operations

${rounds.length} rounds while services are installed all the time: one every 1 to 5 s, never two at once, each with a volume and a
container of its own, and in two halves, files and a row, in either order and with up to 2 s between them. A backup is
**torn** when it holds a service's files without its row, or the reverse: it was put together in scratch from its layers
and its dump by tar, zstd and pg_restore, and compared. ${rehearsed.length} archives of the last line were rehearsed in full too; the rule
did not hold in ${rehearsed.filter(({ rehearsedTorn }) => rehearsedTorn === 1).length} of them.

| by | backups | torn | guaranteed | torn of the guaranteed | tries of a freeze: backups | whole backup |
|---|---|---|---|---|---|---|
${rows.join('\n')}

A backup that is not guaranteed says so: the services never came to rest within 60 s, or something moved. The script
says nothing. Holdfast's time is mostly waiting for a moment of rest; its services stood still for ${heldIn(rounds)}.
`;
}

function figuresOf(rounds: readonly Round[], side: string): Figures[] {
  return rounds.map(({ sides: all }) => all[side]).filter((figures) => figures !== undefined);
}

function row(what: string, backups: readonly Figures[]): string {
  const torn = backups.filter((each) => each.torn === 1);
  const cells = [
    what,
    backups.length,
    torn.length,
    ...verdicts(backups),
    `${seconds(backups.flatMap(({ ms }) => ms ?? []))}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function verdicts(backups: readonly Figures[]): string[] {
  if (backups.every(({ guaranteed }) => guaranteed === undefined)) return ['–', '–', '–'];
  const guaranteed = backups.filter((each) => each.guaranteed === 1);
  const tries = Object.groupBy(backups, ({ attempts }) => attempts ?? 'failed');
  return [
    `${guaranteed.length}`,
    `${guaranteed.filter((each) => each.torn === 1).length}`,
    Object.entries(tries)
      .map(([count, all = []]) => `${count}: ${all.length}`)
      .join(', '),
  ];
}

function heldIn(rounds: readonly Round[]): string {
  const { median, most } = spreadOf(figuresOf(rounds, 'holdfast').flatMap(({ freezeMs }) => freezeMs ?? []));
  return `${Math.round(median)} ms (${Math.round(most)} ms at most)`;
}

function seconds(ms: readonly number[]): string {
  if (ms.length === 0) return '–';
  const { median, least, most } = spreadOf(ms);
  const text = (value: number) => (value / 1000).toFixed(1);
  return `${text(median)} s (${text(least)}–${text(most)})`;
}
