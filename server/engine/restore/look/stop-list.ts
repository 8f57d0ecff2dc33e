import { inOrder } from '../../in-order.ts';

/** A running container as Docker lists it. */
export type RunningContainer = {
  id: string;
  name: string;
  /** Compose service, else its name. */
  service: string;
  paused: boolean;
  /** Its mounts of swapped volumes. */
  swapped: {
    volume: string;
    readOnly: boolean;
    /** Its folder stands on a device of the host: whoever holds it makes restarted ones see the old folder. */
    onDevice: boolean;
  }[];
};

export type StopList = {
  /** Stopped before the swap and started again after it, in the order of their start. */
  stop: { container: RunningContainer; why: string }[];
  /** Keep running although they mount swapped volumes; they see the old files until they are restarted. */
  keep: { container: RunningContainer; why: string }[];
};

type Rules = {
  /** Services that keep running, when they mount swapped volumes read-only. */
  keepRunning: readonly string[];
  /** Services in the order they are started; others come last. */
  order: readonly string[];
  /** Container of the database's server: it is never stopped. Null: it runs elsewhere. */
  database: string | null;
};

/** Who must not run while volumes are swapped: every container that mounts one, read-only too, with few exceptions. */
export function stopList(running: readonly RunningContainer[], rules: Rules): StopList {
  const concerned = running.filter(({ swapped }) => swapped.length > 0);
  const keeps = (container: RunningContainer) =>
    container.id === rules.database ||
    (rules.keepRunning.includes(container.service) &&
      container.swapped.every(({ readOnly, onDevice }) => readOnly && !onDevice));
  return {
    stop: inOrder(concerned, rules.order)
      .filter((container) => !keeps(container))
      .map((container) => ({ container, why: `mounts ${namesOf(container)}` })),
    keep: concerned
      .filter(keeps)
      .map((container) => ({ container, why: `mounts ${namesOf(container)} read-only and keeps running` })),
  };
}

function namesOf({ swapped }: RunningContainer): string {
  return [...new Set(swapped.map(({ volume }) => volume))].join(', ');
}
