import type { Evidence, VolumeEvidence } from '../../archive/evidence.ts';
import type { EventWatch } from '../../docker/index.ts';
import type { StoredFile } from '../../helper/protocol.ts';
import type { Facts } from '../consistency/judge.ts';
import type { Collected } from './after-thaw.ts';
import type { PreCopied } from './capture.ts';
import type { Frozen } from './freeze.ts';
import { iso } from './times.ts';
import type { Caught } from './tries.ts';

type Taken = {
  startedAt: number;
  preCopied: readonly PreCopied[];
  caught: Caught;
  collected: Collected;
  events: EventWatch;
};

/** Brings together what was seen, as the evidence tells it; nothing is judged here. */
export async function gatherFacts({ startedAt, preCopied, caught, collected, events }: Taken): Promise<Facts> {
  const { frozen, installation, settled, attempts, strategy } = caught;
  const { pause, thaw } = frozen;
  const held = strategy !== 'observe';
  events.ownUnpauses(thaw.firstSentAt, Number.POSITIVE_INFINITY);
  if (strategy === 'stop') events.ownStops(installation.writers.map(({ member }) => member.id));
  return {
    formatVersion: 1,
    strategy,
    startedAt: iso(startedAt),
    frozenAt: held ? iso(pause.lastAnsweredAt) : null,
    thawedAt: held ? iso(thaw.firstSentAt) : null,
    settle: settled,
    attempts,
    steps: frozen.steps,
    writers: installation.writers.map(({ member, why }) => ({ service: member.service, container: member.name, why })),
    alreadyPaused: installation.members.filter(({ paused }) => paused).map(({ name }) => name),
    pauseMs: held ? pause.lastAnsweredAt - pause.firstSentAt : null,
    thawMs: held ? thaw.lastAnsweredAt - thaw.firstSentAt : null,
    volumes: preCopied.map((volume) => volumeFacts(volume, frozen, collected)),
    databases: collected.databases.map(({ snapshot, dump }, index) => databaseFacts(snapshot, dump, frozen, index)),
    agreement: frozen.agreement,
    events: await eventFacts(events, startedAt, frozen),
    eventsBroken: events.broken,
    mappings: { found: collected.mapped, refused: frozen.mappings.refused, exempt: frozen.mappings.exempt },
    skewMs: frozen.skewMs,
  };
}

function volumeFacts({ volume, copied }: PreCopied, frozen: Frozen, { confirmed }: Collected): VolumeEvidence {
  const delta = frozen.deltas.find((each) => each.volume.name === volume.name)?.delta;
  const after = confirmed.get(volume.name);
  return {
    volume: volume.name,
    key: volume.key,
    role: volume.role === 'volatile' ? 'volatile' : 'included',
    preCopy: { ...copied.span, ...copied.copied, stored: storedIn(copied) },
    full: copied.full,
    look: delta?.look ?? null,
    delta: delta
      ? {
          ...delta.copy,
          changed: delta.changed,
          deleted: delta.deleted,
          bytes: delta.bytes,
          stored: after ? storedIn(after.delta) : 0,
        }
      : null,
    fingerprints: after?.files ?? 0,
    moved: frozen.moved.get(volume.name) ?? { count: 0, names: [] },
    missed: after?.missed ?? { count: 0, names: [] },
    sockets: after?.sockets ?? 0,
  };
}

function storedIn({ layer, deletes }: { layer: StoredFile | null; deletes: StoredFile | null }): number {
  return (layer?.bytes ?? 0) + (deletes?.bytes ?? 0);
}

type Dumped = Collected['databases'][number];

function databaseFacts(
  snapshot: Dumped['snapshot'],
  dump: Dumped['dump'],
  frozen: Frozen,
  index: number,
): Evidence['databases'][number] {
  const ours = ({ database }: { database: string }) => database === snapshot.database;
  const move = frozen.moves[index];
  return {
    name: snapshot.database,
    snapshotAt: snapshot.takenAt,
    snapshotMs: snapshot.tookMs,
    dump: { ...dump.span, bytes: dump.bytes, stored: dump.stored.bytes },
    horizon: { start: snapshot.horizon, end: move?.horizon ?? snapshot.horizon },
    openAtStart: frozen.openAtStart.filter(ours),
    openAtEnd: frozen.openAtEnd.filter(ours),
    prepared: frozen.prepared,
    tablesMoved: tablesMoved(move),
  };
}

/** A transaction id that nobody's table explains is a change all the same: DDL leaves no counter behind. */
function tablesMoved(move: Frozen['moves'][number] | undefined): string[] {
  if (!move?.moved || move.explained) return [];
  return move.tables.length > 0 ? move.tables : ['a table that could not be named'];
}

/** How long before and after the freeze uncounted events (health checks, mostly) are listed: a long backup has thousands. */
const listedMs = 10_000;

async function eventFacts(events: EventWatch, startedAt: number, { pause, thaw }: Frozen): Promise<Evidence['events']> {
  const window = await events.list(startedAt, Date.now());
  const near = (ms: number) => ms >= pause.firstSentAt - listedMs && ms <= thaw.lastAnsweredAt + listedMs;
  return window.flatMap(({ at, kind, action, name, counted }) => {
    const ms = Date.parse(at);
    const inFreeze = ms >= pause.lastAnsweredAt && ms <= thaw.firstSentAt;
    return counted || near(ms) ? [{ at, kind, action, name, counted, inFreeze }] : [];
  });
}
