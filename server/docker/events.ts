import type { Docker } from './connect.ts';

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
  /** Names or ids of its networks; its containers' own are found by their project label anyway. */
  networks?: readonly string[];
};

export interface EventWatch extends AsyncDisposable {
  /** Why the stream broke, else null. A broken stream makes a verdict `unknown`. */
  readonly broken: string | null;
  /** Unpause events from `from` to `to` (ms since the epoch) are our own doing: not counted. */
  ownUnpauses(from: number, to: number): void;
  /**
   * Events of the installation from `from` to `to`, oldest first. Asks the daemon again for what is still on its way,
   * so it may be called right after the window has closed. What Holdfast's own helpers cause is left out.
   */
  list(from: number, to: number): Promise<DockerEvent[]>;
}

/** Collects the endpoint's events from now on; resolves when the stream stands. */
export async function watchEvents(_docker: Docker, _scope: EventScope): Promise<EventWatch> {
  throw new Error('not built yet');
}
