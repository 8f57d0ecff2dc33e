import { hasEnded } from '../api/job-state.ts';
import type { Job } from '../api/use-job.ts';
import type { Band, Lane, Panel, Sign, Tick } from '../axis/model.ts';
import { roundMoments, type Span } from '../axis/scale.ts';
import { bytes, bytesOf } from '../format/bytes.ts';
import { clock, msOf } from '../format/date.ts';
import { duration } from '../format/duration.ts';
import { percent } from '../format/number.ts';
import { job as words } from '../messages/job.ts';
import { downStages, freezeStage, readingStage, type StageSpan, stageSpans } from './stage-spans.ts';

/** A job in time: what was done, what is at work, what is expected, with the present as a line while it runs. */
export function jobPanel(job: Job, now: number): Panel {
  const spans = stageSpans(job, now);
  const span = {
    from: msOf(job.startedAt ?? job.createdAt),
    to: Math.max(endOf(job, now), ...spans.map((one) => one.to)),
  };
  const ended = hasEnded(job);
  const bands = bandsOf(spans, now);
  const shown = spans.filter(
    ({ stage, known }) => (stage.name !== freezeStage || !known) && (!ended || stage.startedAt !== null),
  );
  return {
    sentence: words.axis.sentence(job.subject, ended ? null : runningStage(job)),
    span,
    ticks: edgeTicks(span, now, ended, bands),
    bands,
    lanes: [servicesLane(spans, span, ended ? span.to : now), ...shown.flatMap((one) => stageLanes(job, one, now))],
    heads: [words.axis.read, words.axis.stored, words.axis.state],
    ...(ended ? {} : { now }),
  };
}

/** Below this length, ms, only the ends are written. */
const shortest = 5_000;

function endOf(job: Job, now: number): number {
  return job.finishedAt ? msOf(job.finishedAt) : now;
}

function runningStage(job: Job): string | null {
  return job.stages.find((stage) => stage.state === 'running')?.name ?? null;
}

function edgeTicks(span: Span, now: number, ended: boolean, bands: Band[]): Tick[] {
  const lines = bands.filter((band) => band.kind === 'freeze').map((band) => band.from);
  const room = (span.to - span.from) * 0.14;
  const clear = (at: number) =>
    at - span.from > room &&
    span.to - at > room * 1.6 &&
    (ended || Math.abs(at - now) > room * 0.7) &&
    lines.every((line) => Math.abs(at - line) > room / 2);
  // Within a few seconds the clock's hands would read the same everywhere.
  const rounds = span.to - span.from < shortest ? [] : roundMoments(span, 5).filter(clear);
  const last = ended ? clock(span.to) : words.axis.at(clock(span.to));
  return [
    { at: span.from, text: clock(span.from) },
    ...rounds.map((at) => ({ at, text: clock(at) })),
    ...(ended || span.to - now > room ? [{ at: span.to, text: last }] : []),
  ];
}

/** The freeze of a backup, the downtime of a restore. */
function bandsOf(spans: StageSpan[], now: number): Band[] {
  return [...freezeBand(spans, now), ...downBand(spans)];
}

function freezeBand(spans: StageSpan[], now: number): Band[] {
  const freeze = spans.find((one) => one.stage.name === freezeStage);
  if (!freeze?.known) return [];
  if (freeze.stage.state === 'ahead') {
    // A stage that never ran has no length: what comes after it has no place yet.
    if (spans.slice(0, spans.indexOf(freeze)).some((one) => !one.known)) return [];
    return [
      {
        kind: 'expected',
        from: freeze.from,
        to: freeze.from,
        label: words.axis.freezeIn(Math.max(0, freeze.from - now)),
      },
    ];
  }
  const label = freeze.stage.finishedAt ? words.axis.frozen(freeze.to - freeze.from) : words.axis.holding;
  return [{ kind: 'freeze', from: freeze.from, to: freeze.to, label }];
}

function downBand(spans: StageSpan[]): Band[] {
  const down = spans.filter((one) => downStages.has(one.stage.name) && one.known);
  const [first, last] = [down[0], down.at(-1)];
  if (!first || !last || last.to <= first.from) return [];
  const sure = last.stage.state === 'done';
  const length = last.to - first.from;
  return [
    {
      kind: 'down',
      from: first.from,
      to: last.to,
      label: sure ? words.axis.down(length) : words.axis.downAbout(length),
    },
  ];
}

function servicesLane(spans: StageSpan[], span: Span, until: number): Lane {
  const gaps = spans.filter(
    (one) =>
      (one.stage.name === freezeStage || downStages.has(one.stage.name)) &&
      one.stage.state !== 'ahead' &&
      one.to > one.from,
  );
  const signs: Sign[] = [];
  let from = span.from;
  for (const gap of gaps) {
    if (gap.from > from) signs.push({ kind: 'run', from, to: gap.from });
    from = Math.max(from, gap.to);
  }
  if (until > from) signs.push({ kind: 'run', from, to: until });
  return { id: 'services', name: words.axis.services, signs, numbers: [] };
}

function stageLanes(job: Job, { stage, from, to, known }: StageSpan, now: number): Lane[] {
  const parts = job.lanes.filter((lane) => lane.stage === stage.name && lane.lane !== '');
  if (parts.length > 0) return parts.map((part) => partLane(part, stage, to, now));
  const look = stage.name === readingStage ? 'dump' : 'pre';
  return [
    {
      id: `stage-${stage.name}`,
      name: stage.name,
      signs: known ? stageSigns(stage, { from, to }, look, now) : [],
      numbers: [stageWord(stage, from, to)],
      facts: [{ label: words.axis.state, value: stageWord(stage, from, to) }],
    },
  ];
}

type JobStage = StageSpan['stage'];

function stageSigns(stage: JobStage, span: Span, look: 'pre' | 'dump', now: number): Sign[] {
  if (stage.state === 'ahead') return [{ kind: 'bar', look: 'open', ...span }];
  if (stage.state !== 'running') return [{ kind: 'bar', look, ...span }];
  const done: Sign = { kind: 'bar', look, from: span.from, to: Math.min(now, span.to) };
  return span.to > now ? [done, { kind: 'bar', look: 'open', from: now, to: span.to }] : [done];
}

function stageWord({ state, expectedMs }: JobStage, from: number, to: number): string {
  if (state === 'ahead') return expectedMs === null ? words.axis.waits : words.axis.expected(expectedMs);
  return state === 'running' ? words.axis.running : duration(to - from);
}

type Part = Job['lanes'][number];

function partLane(part: Part, stage: JobStage, stageEnd: number, now: number): Lane {
  const from = msOf(part.firstAt);
  const whole = part.bytesTotal !== null && part.bytes >= part.bytesTotal;
  const working = stage.state === 'running' && !whole;
  const to = working ? now : msOf(part.lastAt);
  const look = stage.name === readingStage ? 'dump' : 'pre';
  const signs: Sign[] = [{ kind: 'bar', look, from, to }];
  const end = working ? expectedEnd(part, from, now) : null;
  if (end !== null) signs.push({ kind: 'bar', look: 'open', from: now, to: Math.min(end, Math.max(stageEnd, now)) });
  const read = part.bytesTotal !== null && working ? bytesOf(part.bytes, part.bytesTotal) : bytes(part.bytes);
  const stored = part.stored > 0 ? bytes(part.stored) : '';
  const state =
    working && part.bytesTotal
      ? percent(part.bytes / part.bytesTotal)
      : working
        ? words.axis.running
        : words.axis.copied;
  return {
    id: `part-${stage.name}-${part.lane}`,
    name: part.lane,
    signs,
    numbers: [read, stored, state],
    facts: [
      { label: words.axis.read, value: read },
      { label: words.axis.stored, value: stored || words.axis.nothing },
      { label: words.axis.state, value: state },
    ],
  };
}

/** By its own rate so far. */
function expectedEnd(part: Part, from: number, now: number): number | null {
  if (!part.bytesTotal || part.bytes <= 0) return null;
  return now + ((now - from) * (part.bytesTotal - part.bytes)) / part.bytes;
}
