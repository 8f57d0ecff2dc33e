import type { Band, Enlargement, Lane, Panel, Sign, Tick } from '../axis/model.ts';
import { around, roundMoments, type Span } from '../axis/scale.ts';
import { duration } from '../format/duration.ts';
import { axis } from '../messages/axis.ts';
import { restore } from '../messages/restore.ts';
import type { Plan } from './use-plan.ts';

const words = restore.plan;

export type Phase = Plan['phases'][number];

/** Phases as the engine names them, where a picture needs to know what they mean. */
export const safetyPhase = 'Safety backup';
const stopPhase = 'Stop';
const startPhase = 'Start';
const swapPhases: ReadonlySet<string> = new Set(['Fence', 'Commit', 'Place']);

/** Phases shorter than this share of the whole get no lane of their own: nobody could see them. */
const smallest = 0.004;

/** From the first service stopped to the last one up again; null when nothing goes down. */
export function downOf(phases: readonly Phase[]): Span | null {
  const down = phases.filter((phase) => phase.down);
  const [first, last] = [down[0], down.at(-1)];
  return first && last && last.toMs > first.fromMs ? { from: first.fromMs, to: last.toMs } : null;
}

function swapOf(phases: readonly Phase[]): Span | null {
  const swap = phases.filter((phase) => swapPhases.has(phase.name));
  const [first, last] = [swap[0], swap.at(-1)];
  return first && last ? { from: first.fromMs, to: last.toMs } : null;
}

/** The plan of a restore in time: work while everything runs, the time of being down, the check. Times in ms from its start. */
export function planPanel(phases: readonly Phase[]): Panel {
  const end = phases.at(-1)?.toMs ?? 0;
  const span = { from: 0, to: end };
  const down = downOf(phases);
  return {
    sentence: leftStopped(phases) ? words.sentenceLeft(end) : words.sentence(end, down ? down.to - down.from : 0),
    span,
    ticks: planTicks(span),
    bands: down ? [downBand(down, leftStopped(phases))] : [],
    lanes: [servicesLane(phases, span, down), ...inOrder([...workLanes(phases, end), ...swapLane(phases)])],
    heads: [words.lane.expected],
  };
}

function planTicks(span: Span): Tick[] {
  const rounds = roundMoments(span, 5).filter((at) => at > 0 && at < span.to * 0.8);
  return [
    { at: 0, text: words.start },
    ...rounds.map((at) => ({ at, text: duration(at) })),
    { at: span.to, text: words.inPhases(span.to) },
  ];
}

function downBand(down: Span, left: boolean): Band {
  const label = left ? words.staysDown : axis.down(Math.round((down.to - down.from) / 1000) * 1000);
  return { kind: 'down', ...down, label };
}

function servicesLane(phases: readonly Phase[], span: Span, down: Span | null): Lane {
  const signs: Sign[] = down
    ? [
        { kind: 'run', from: 0, to: down.from },
        ...(down.to < span.to ? [{ kind: 'run' as const, from: down.to, to: span.to }] : []),
      ]
    : [{ kind: 'run', ...span }];
  const length = down && !leftStopped(phases) ? down.to - down.from : null;
  const text = down ? words.laneUp(length) : words.database;
  return {
    id: 'services',
    name: words.lane.services,
    signs,
    numbers: [text],
    facts: [{ label: words.lane.expected, value: text }],
  };
}

/** By when their first sign begins. */
function inOrder(lanes: Lane[]): Lane[] {
  const begin = ({ signs: [first] }: Lane) => (first && 'from' in first ? first.from : 0);
  return lanes.toSorted((one, other) => begin(one) - begin(other));
}

function workLanes(phases: readonly Phase[], end: number): Lane[] {
  return phases
    .filter((phase) => !phase.down && !swapPhases.has(phase.name) && phase.toMs - phase.fromMs > end * smallest)
    .map((phase) => {
      const text = words.inPhases(phase.toMs - phase.fromMs);
      return {
        id: phase.name,
        name: phase.name,
        signs: [{ kind: 'bar' as const, look: 'pre' as const, from: phase.fromMs, to: phase.toMs }],
        numbers: [text],
        facts: [{ label: words.lane.expected, value: `${text}: ${phase.text}` }],
      };
    });
}

function swapLane(phases: readonly Phase[]): Lane[] {
  const swap = swapOf(phases);
  if (!swap) return [];
  const text = words.renames(swap.to - swap.from);
  return [
    {
      id: 'swap',
      name: words.lane.swap,
      signs: [{ kind: 'bar', look: 'delta', ...swap }],
      numbers: [text],
      facts: [{ label: words.lane.expected, value: text }],
    },
  ];
}

/** The time of being down, enlarged: when each service stops and is up again. */
export function downEnlargement(plan: Pick<Plan, 'services'>, phases: readonly Phase[]): Enlargement | null {
  const down = downOf(phases);
  if (!down) return null;
  const length = down.to - down.from;
  const left = leftStopped(phases);
  const span = around(down, 0.8);
  const swap = swapOf(phases);
  const stopping = plan.services.filter((service) => service.does === 'stops');
  return {
    title: words.lane.down,
    small: words.lane.perService,
    of: down,
    kind: 'down',
    panel: {
      sentence: words.downSentence(stopping.length, left ? null : length),
      span,
      ticks: downTicks(down, swap, left),
      bands: [
        downBand(left ? { ...down, to: span.to } : down, left),
        ...(swap ? [{ kind: 'swap' as const, ...swap, label: words.swap(swap.to - swap.from) }] : []),
      ],
      lanes: [
        ...stopping
          .toSorted((one, other) => other.downMs - one.downMs)
          .map((service) => stoppedLane(service, down, phases, span)),
        ...runningLanes(plan, span),
      ],
      heads: [],
    },
  };
}

/** Seconds from the first stop; none under the word "swap". */
function downTicks(down: Span, swap: Span | null, left: boolean): Tick[] {
  const length = down.to - down.from;
  const rounds = roundMoments(down, 5, down.from).filter((at) => {
    const clear = swap === null || at > swap.to + length * 0.16 || at < swap.from - length * 0.16;
    return at > down.from && at < down.to - length * 0.1 && clear;
  });
  return [
    { at: down.from, text: words.zero },
    ...rounds.map((at) => ({ at, text: duration(at - down.from) })),
    ...(left ? [] : [{ at: down.to, text: duration(Math.round(length / 1000) * 1000), strong: true }]),
  ];
}

function stoppedLane(service: Plan['services'][number], down: Span, phases: readonly Phase[], span: Span): Lane {
  const { stopped, up } = windowOf(service.downMs, down, phases);
  const stops: Sign[] = [
    { kind: 'run', from: span.from, to: stopped },
    { kind: 'event', at: stopped },
  ];
  const lane = { id: `service-${service.service}`, name: service.service };
  if (leftStopped(phases)) return { ...lane, signs: stops, numbers: [words.staysDown] };
  const start = phases.find((phase) => phase.name === startPhase);
  const starting = Math.max(
    stopped,
    Math.min(up, Math.max(start?.fromMs ?? stopped, up - (down.to - down.from) * 0.12)),
  );
  return {
    ...lane,
    signs: [
      ...stops,
      { kind: 'run', dashed: true, from: starting, to: up },
      { kind: 'event', at: up },
      { kind: 'run', from: up, to: span.to },
    ],
    numbers: [words.downFor(service.downMs)],
  };
}

/** The plan of an undo has one phase for the whole swap: it says nothing of it. */
function leftStopped(phases: readonly Phase[]): boolean {
  const has = (wanted: string) => phases.some(({ name }) => name === wanted);
  return has(stopPhase) && !has(startPhase);
}

/**
 * Within the time of being down: the services stop one after the other and start in the reverse order, so their windows lie
 * within each other. What a service is down less than the whole is shared out as the stopping and the starting are long.
 */
export function windowOf(downMs: number, down: Span, phases: readonly Phase[]): { stopped: number; up: number } {
  const spare = Math.max(0, down.to - down.from - downMs);
  const lengthOf = (name: string) =>
    phases.filter((phase) => phase.name === name).reduce((sum, phase) => sum + phase.toMs - phase.fromMs, 0);
  const [stop, start] = [lengthOf(stopPhase), lengthOf(startPhase)];
  const stopped = down.from + spare * (stop + start === 0 ? 0.5 : stop / (stop + start));
  return { stopped, up: Math.min(down.to, stopped + downMs) };
}

function runningLanes(plan: Pick<Plan, 'services'>, span: Span): Lane[] {
  const running = plan.services.filter((service) => service.does !== 'stops');
  return running.map((service) => ({
    id: `service-${service.service}`,
    name: service.service,
    signs: [{ kind: 'run', ...span }],
    numbers: [service.does === 'database' ? words.database : words.runsOn],
  }));
}
