import { EventEmitter, on } from 'node:events';
import { messageOf } from '../errors/error.ts';
import type { Docker } from './connect.ts';
import { type DockerEvent, type EventScope, judgeEvents, type OwnDoing } from './event-judgement.ts';
import { msOf, openEventStream, parseEvents, pastEvents, type RawEvent } from './event-stream.ts';
import { labels } from './own-container.ts';

export interface EventWatch extends AsyncDisposable {
  /** Why the stream broke, else null. A broken stream makes a verdict `unknown`. */
  readonly broken: string | null;
  /** Unpause events from `from` to `to` (ms since the epoch) are our own doing: not counted. */
  ownUnpauses(from: number, to: number): void;
  /** That these containers end is our own doing: not counted. That one starts again before it should still is. */
  ownStops(containers: readonly string[]): void;
  /**
   * Events of the installation from `from` to `to`, oldest first. Asks the daemon again for what is still on its way,
   * so it may be called right after the window has closed. What Holdfast's own helpers cause is left out.
   */
  list(from: number, to: number): Promise<DockerEvent[]>;
  /** Gives something each time a container starts that is no helper of Holdfast's, until the signal ends it. */
  starts(signal: AbortSignal): AsyncIterable<unknown>;
}

/** Collects the endpoint's events from now on; resolves when the stream stands. */
export async function watchEvents(docker: Docker, scope: EventScope): Promise<EventWatch> {
  const networks = [...(scope.networks ?? []), ...(await projectNetworks(docker, scope.project))];
  const own: OwnDoing = { containers: await helperIds(docker), unpauses: [], stopped: [] };
  const seen: RawEvent[] = [];
  const emitter = new EventEmitter();
  let broken: string | null = null;
  let disposed = false;

  const stream = await openEventStream(docker, Date.now());
  const collecting = (async () => {
    try {
      for await (const event of parseEvents(stream)) {
        seen.push(event);
        if (isStart(event)) emitter.emit('start');
      }
      throw new Error('Docker closed the stream of events');
    } catch (error) {
      if (!disposed) broken = messageOf(error);
    }
  })();

  return {
    get broken() {
      return broken;
    },
    ownUnpauses(from, to) {
      own.unpauses.push({ from, to });
    },
    ownStops(containers) {
      own.stopped = containers;
    },
    async list(from, to) {
      const late = await pastEvents(docker, from, Math.min(to, Date.now()));
      const window = withoutDuplicates([...seen, ...late]).filter((event) => within(msOf(event), from, to));
      return judgeEvents(
        window,
        { ...scope, networks },
        { ...own, containers: [...own.containers, ...helpersIn(seen)] },
      );
    },
    async *starts(signal) {
      try {
        yield* on(emitter, 'start', { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      stream.destroy();
      await collecting;
    },
  };
}

const within = (ms: number, from: number, to: number): boolean => ms >= from && ms <= to;

async function projectNetworks(docker: Docker, project: string): Promise<string[]> {
  const found = await docker.listNetworks({ filters: { label: [`com.docker.compose.project=${project}`] } });
  return found.map(({ Id }) => Id);
}

/** Helpers that stand already: their later events name only their id. */
async function helperIds(docker: Docker): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [labels.helper] } });
  return found.map(({ Id }) => Id);
}

function isStart({ Type, Action, Actor }: RawEvent): boolean {
  return Type === 'container' && Action === 'start' && !Actor.Attributes?.[labels.helper];
}

/** Helpers that came since, told by the labels in their own events. */
function helpersIn(events: readonly RawEvent[]): string[] {
  return events.filter(({ Actor }) => Actor.Attributes?.[labels.helper]).map(({ Actor }) => Actor.ID);
}

function withoutDuplicates(events: readonly RawEvent[]): RawEvent[] {
  const byKey = new Map(
    events.map((event) => [`${event.timeNano} ${event.Type} ${event.Action} ${event.Actor.ID}`, event]),
  );
  return [...byKey.values()].sort((a, b) => a.timeNano - b.timeNano);
}
