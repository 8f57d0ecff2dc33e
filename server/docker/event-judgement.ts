import { msOf, type RawEvent } from './event-stream.ts';

export type DockerEvent = {
  /** ISO 8601, ms, by the clock of Docker's host. */
  at: string;
  kind: string;
  action: string;
  /** Name of the container, volume or network. */
  name: string;
  /** It can change a verdict; others are listed only. */
  counted: boolean;
};

/** What the events are judged by. */
export type EventScope = {
  project: string;
  /** Ids of the installation's containers. */
  containers: readonly string[];
  volumes: readonly string[];
  /** Ids or names of networks beside those that carry the project's label. */
  networks?: readonly string[];
};

export type OwnDoing = {
  containers: readonly string[];
  unpauses: { from: number; to: number }[];
  /** Ids of containers that we stopped. */
  stopped: readonly string[];
};

/**
 * Keeps the events of the installation and says which of them count. A paused container turns `unhealthy`, and an exec
 * is a look more often than a change: these are listed, never counted.
 */
export function judgeEvents(events: readonly RawEvent[], scope: EventScope, own: OwnDoing): DockerEvent[] {
  return events
    .filter((event) => concerns(event, scope) && !own.containers.includes(containerOf(event)))
    .map((event) => ({
      at: new Date(msOf(event)).toISOString(),
      kind: event.Type,
      action: event.Action,
      name: event.Actor.Attributes?.name ?? event.Actor.ID,
      counted: counts(event, own),
    }));
}

function concerns({ Type, Actor }: RawEvent, scope: EventScope): boolean {
  const name = Actor.Attributes?.name ?? '';
  if (Type === 'container')
    return scope.containers.includes(Actor.ID) || Actor.Attributes?.['com.docker.compose.project'] === scope.project;
  if (Type === 'volume') return scope.volumes.includes(Actor.ID);
  if (Type === 'network') return [Actor.ID, name].some((network) => scope.networks?.includes(network));
  return false;
}

/** The container an event is about: of a volume or network, the one that mounts or joins it. */
const containerOf = ({ Type, Actor }: RawEvent): string =>
  Type === 'container' ? Actor.ID : (Actor.Attributes?.container ?? '');

const countedActions = new Set(['create', 'start', 'die', 'kill', 'oom', 'restart', 'stop', 'destroy']);

/** What a stop brings about. Docker may tell of it after it has answered that the container stands still. */
const endings = new Set(['kill', 'die', 'stop', 'unmount', 'disconnect']);

function counts(event: RawEvent, own: OwnDoing): boolean {
  const { Type, Action } = event;
  if (endings.has(Action) && own.stopped.includes(containerOf(event))) return false;
  // The daemon says that a volume was created whenever a container names one in a mount, made or not (20.10).
  if (Type === 'volume') return Action !== 'create';
  if (Type !== 'container') return true;
  if (Action !== 'unpause') return countedActions.has(Action);
  const at = msOf(event);
  return !own.unpauses.some(({ from, to }) => at >= from && at <= to);
}
