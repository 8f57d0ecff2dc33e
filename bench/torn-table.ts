import { type Round, roundsOf } from './record.ts';
import type { Scale } from './scale.ts';
import type { Figures } from './sides/side.ts';
import { spreadOf } from './statistics.ts';

/** What the sides are called in the rounds of which suite, and in the table. */
const sides = [
  { suite: 'torn', side: 'script', what: 'the script' },
  {
    suite: 'torn',
    side: 'script while paused',
    what: 'the script while every service is paused, without waiting for them to come to rest',
  },
  {
    suite: 'torn-without-rule',
    side: 'holdfast',
    what: 'Holdfast, by the profile that fits any project and has no rule',
  },
  { suite: 'torn', side: 'holdfast', what: 'Holdfast, by the profile of the product, with its rule' },
];

/** How many backups held half of an operation, and what it took that none did. */
export function tornSection({ name }: Scale): string {
  const rounds = roundsOf('torn', name);
  if (rounds.length === 0) return '';
  const rows = sides
    .map(({ suite, side, what }) => ({ what, backups: figuresOf(roundsOf(suite, name), side) }))
    .filter(({ backups }) => backups.length > 0)
    .map(({ what, backups }) => row(what, backups));
  const rehearsed = figuresOf(rounds, 'holdfast').filter(({ rehearsedTorn }) => rehearsedTorn !== undefined);
  return `## Half-done operations

Backups while services are installed all the time: one every 1 to 5 s, never two at once, each with a volume and a
container of its own, and in two halves, files and a row, in either order and with up to 2 s between them. A backup is
**torn** when it holds a service's files without its row, or the reverse: it was put together in scratch from its layers
and its dump by tar, zstd and pg_restore, and compared. ${rehearsed.length} archives of the last line were rehearsed in full too; the rule
did not hold in ${rehearsed.filter(({ rehearsedTorn }) => rehearsedTorn === 1).length} of them.

| by | backups | torn | guaranteed | torn of the guaranteed | tries of a freeze: backups | whole backup |
|---|---|---|---|---|---|---|
${rows.join('\n')}

A backup of Holdfast that is not guaranteed says so and why: within 60 s the services never came to rest. The script says
nothing. Most of Holdfast's time here is waiting for a moment of rest: 1 s where a rule would notice a half-done change,
2.5 s where none does. The rounds without a rule were taken on three installations at a time, on two cores, which makes
rests rarer. In the last line the try that was taken held the services for ${heldIn(rounds)}; one that was given
up costs them about as much.
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
