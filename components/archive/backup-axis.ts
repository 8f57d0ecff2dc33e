import type { Band, Enlargement, Lane, Panel, Tick } from '../axis/model.ts';
import { around, roundMoments, type Span } from '../axis/scale.ts';
import { bytes } from '../format/bytes.ts';
import { clock, exactClock, msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { count, nbsp } from '../format/number.ts';
import { backupAxis as words } from '../messages/backup-axis.ts';
import { freezeLanes } from './freeze-lanes.ts';
import type { Evidence } from './types.ts';

/** Share of the width that the freeze takes in its enlargement. */
const enlargedShare = 0.78;

/** How long services were held: from the first pause sent to the last one awake again. Null when nothing was held. */
export function freezeOf(evidence: Evidence): Span | null {
  const { frozenAt, thawedAt, pauseMs, thawMs } = evidence;
  if (!frozenAt || !thawedAt) return null;
  return { from: msOf(frozenAt) - (pauseMs ?? 0), to: msOf(thawedAt) + (thawMs ?? 0) };
}

/** How a backup was made, from its evidence: events, writers, volumes as copied, databases, judge and seal. */
export function backupPanel(evidence: Evidence): Panel {
  const span = { from: msOf(evidence.startedAt), to: msOf(evidence.sealedAt) };
  const freeze = freezeOf(evidence);
  return {
    sentence: words.sentence(evidence),
    span,
    ticks: clockTicks(span, freeze),
    bands: freeze ? [freezeBand(freeze)] : [],
    lanes: [
      ...eventLane(evidence),
      ...writerLane(evidence, span, freeze),
      ...evidence.volumes.toSorted(byFirstCopied).map(volumeLane),
      ...evidence.databases.map(databaseLane),
      sealLane(evidence, span),
    ],
    heads: [words.read, words.stored, words.inFreeze],
  };
}

/** The freeze, enlarged to most of the width; null when nothing was held. */
export function freezeEnlargement(evidence: Evidence): Enlargement | null {
  const freeze = freezeOf(evidence);
  if (!freeze) return null;
  const whole = msOf(evidence.sealedAt) - msOf(evidence.startedAt);
  const span = around(freeze, enlargedShare);
  const length = freeze.to - freeze.from;
  return {
    title: words.enlarged,
    small: words.times(whole / (span.to - span.from)),
    of: freeze,
    kind: 'freeze',
    panel: {
      sentence: words.freezeSentence(evidence, length),
      span,
      ticks: freezeTicks(freeze),
      bands: [freezeBand(freeze)],
      lanes: freezeLanes(evidence, freeze, span),
      heads: [],
    },
  };
}

function freezeBand(freeze: Span): Band {
  return { kind: 'freeze', ...freeze, label: words.held(freeze.to - freeze.from) };
}

/** The beginning exactly, then round moments that leave it, and the line of the freeze, room. */
function clockTicks(span: Span, freeze: Span | null): Tick[] {
  const room = (span.to - span.from) * 0.13;
  const clearOfFreeze = (at: number) => !freeze || Math.abs(at - freeze.from) > room / 2;
  const rounds = roundMoments(span, 6).filter(
    (at) => at - span.from > room && span.to - at > room / 4 && clearOfFreeze(at),
  );
  return [span.from, ...rounds].map((at) => ({ at, text: clock(at) }));
}

function freezeTicks(freeze: Span): Tick[] {
  const length = freeze.to - freeze.from;
  const rounds = roundMoments(freeze, 5, freeze.from).filter(
    (at) => at - freeze.from > length * 0.15 && freeze.to - at > length * 0.12,
  );
  return [
    { at: freeze.from, text: exactClock(freeze.from), strong: true },
    ...rounds.map((at) => ({ at, text: `${at - freeze.from}` })),
    { at: freeze.to, text: duration(length), strong: true },
  ].map((tick) => ({ ...tick, text: tick.text.replaceAll(' ', nbsp) }));
}

function eventLane({ events }: Evidence): Lane[] {
  if (events.length === 0) return [];
  return [
    {
      id: 'events',
      name: words.events,
      signs: events.map((event) => ({ kind: 'event' as const, at: msOf(event.at) })),
      numbers: [],
      facts: events.slice(0, 6).map((event) => ({ label: clock(event.at), value: `${event.action} ${event.name}` })),
    },
  ];
}

function writerLane({ writers, pauseMs, thawMs }: Evidence, span: Span, freeze: Span | null): Lane[] {
  if (writers.length === 0) return [];
  const held = freeze ?? { from: span.to, to: span.to };
  return [
    {
      id: 'writers',
      name: words.writers(writers.length),
      small: freeze ? words.heldTogether : words.observed,
      signs: [
        { kind: 'run', from: span.from, to: held.from },
        { kind: 'run', from: held.to, to: span.to },
      ],
      numbers: [],
      facts: [
        { label: words.writersFact, value: writers.map((writer) => writer.service).join(', ') },
        { label: words.pauseFact, value: pauseMs === null ? '' : duration(pauseMs) },
        { label: words.thawFact, value: thawMs === null ? '' : duration(thawMs) },
      ].filter((fact) => fact.value !== ''),
    },
  ];
}

type VolumeEvidence = Evidence['volumes'][number];

function byFirstCopied(one: VolumeEvidence, other: VolumeEvidence): number {
  return msOf(one.preCopy.from) - msOf(other.preCopy.from);
}

function volumeLane(volume: VolumeEvidence): Lane {
  const { preCopy, delta } = volume;
  const changed = delta && delta.changed + delta.deleted > 0 ? delta : null;
  return {
    id: `volume-${volume.volume}`,
    name: volume.key,
    small: volume.role === 'volatile' ? words.volatile : undefined,
    signs: [{ kind: 'bar', look: 'pre', from: msOf(preCopy.from), to: msOf(preCopy.to) }],
    numbers: [bytes(preCopy.bytes), bytes(preCopy.stored), changed ? bytes(changed.bytes) : words.none],
    facts: [
      { label: words.read, value: bytes(preCopy.bytes) },
      { label: words.stored, value: bytes(preCopy.stored) },
      { label: words.entries, value: count(preCopy.entries) },
      { label: words.copied, value: duration(msOf(preCopy.to) - msOf(preCopy.from)) },
      { label: words.inFreeze, value: changed ? bytes(changed.bytes) : words.none },
      ...(changed ? [{ label: words.ofIt, value: words.files(changed.changed, changed.deleted) }] : []),
    ],
  };
}

function databaseLane(database: Evidence['databases'][number]): Lane {
  const { dump } = database;
  return {
    id: `database-${database.name}`,
    name: database.name,
    small: words.database,
    signs: [
      { kind: 'snapshot', at: msOf(database.snapshotAt) },
      { kind: 'bar', look: 'dump', from: msOf(dump.from), to: msOf(dump.to) },
    ],
    numbers: [bytes(dump.bytes), bytes(dump.stored), ''],
    facts: [
      { label: words.read, value: bytes(dump.bytes) },
      { label: words.stored, value: bytes(dump.stored) },
      { label: words.dumped, value: duration(msOf(dump.to) - msOf(dump.from)) },
      { label: words.snapshotAt, value: exactClock(database.snapshotAt) },
    ],
  };
}

function sealLane({ databases, thawedAt, startedAt }: Evidence, span: Span): Lane {
  const before = [...databases.map((database) => database.dump.to), thawedAt ?? startedAt].map(msOf);
  return {
    id: 'seal',
    name: words.seal,
    signs: [{ kind: 'bar', look: 'pre', from: Math.max(...before), to: span.to }],
    numbers: [],
  };
}
