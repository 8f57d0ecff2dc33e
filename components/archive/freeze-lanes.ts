import type { Lane, Sign } from '../axis/model.ts';
import type { Span } from '../axis/scale.ts';
import { bytes } from '../format/bytes.ts';
import { msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { countOf } from '../format/number.ts';
import { backupAxis as words } from '../messages/backup-axis.ts';
import type { Evidence } from './types.ts';

/** What happened inside the freeze: writers, the look for changes, each delta, each snapshot. Lanes with nothing in them are left out. */
export function freezeLanes(evidence: Evidence, freeze: Span, span: Span): Lane[] {
  return [
    writers(evidence, freeze, span),
    ...look(evidence),
    ...evidence.volumes.flatMap((volume) => delta(volume, freeze)),
    ...evidence.databases.map((database) => snapshot(database, freeze)),
  ];
}

function writers({ writers, pauseMs, thawMs }: Evidence, freeze: Span, span: Span): Lane {
  const paused = freeze.from + (pauseMs ?? 0);
  const thawing = freeze.to - (thawMs ?? 0);
  return {
    id: 'freeze-writers',
    name: words.writers(writers.length),
    signs: [
      { kind: 'run', from: span.from, to: freeze.from },
      { kind: 'run', dashed: true, from: freeze.from, to: paused },
      { kind: 'words', at: (paused + thawing) / 2, text: words.standStill, anchor: 'middle' },
      { kind: 'run', dashed: true, from: thawing, to: freeze.to },
      { kind: 'run', from: freeze.to, to: span.to },
    ],
    numbers: pauseMs === null || thawMs === null ? [] : [words.pauseAndThaw(pauseMs, thawMs)],
  };
}

function look({ volumes }: Evidence): Lane[] {
  const looks = volumes.flatMap((volume) => (volume.look ? [volume.look] : []));
  if (looks.length === 0) return [];
  const from = Math.min(...looks.map((one) => msOf(one.from)));
  const to = Math.max(...looks.map((one) => msOf(one.to)));
  const entries = volumes.reduce((sum, volume) => sum + volume.fingerprints, 0);
  return [
    {
      id: 'freeze-look',
      name: words.look,
      signs: [
        ...looks.map((one): Sign => ({ kind: 'bar', look: 'pre', from: msOf(one.from), to: msOf(one.to) })),
        { kind: 'words', at: to, text: words.lookedAt(entries), anchor: 'start' },
      ],
      numbers: [duration(to - from)],
    },
  ];
}

function delta(volume: Evidence['volumes'][number], freeze: Span): Lane[] {
  const made = volume.delta;
  if (!made || made.changed + made.deleted === 0) return [];
  const [from, to] = [msOf(made.from), msOf(made.to)];
  const late = from > (freeze.from + freeze.to) / 2;
  return [
    {
      id: `freeze-${volume.volume}`,
      name: volume.key,
      signs: [
        { kind: 'bar', look: 'delta', from, to },
        {
          kind: 'words',
          at: late ? from : to,
          text: `${countOf(made.changed + made.deleted, 'file')}, ${bytes(made.bytes)}`,
          anchor: late ? 'end' : 'start',
        },
      ],
      numbers: [duration(to - from)],
    },
  ];
}

function snapshot(database: Evidence['databases'][number], freeze: Span): Lane {
  const at = msOf(database.snapshotAt);
  const late = at > (freeze.from + freeze.to) / 2;
  const open = database.openAtStart.length + database.openAtEnd.length + database.prepared.length;
  return {
    id: `freeze-${database.name}`,
    name: words.snapshot,
    signs: [
      { kind: 'snapshot', at },
      { kind: 'words', at, text: open === 0 ? words.exportedClean : words.exported, anchor: late ? 'end' : 'start' },
    ],
    numbers: [duration(database.snapshotMs)],
  };
}
