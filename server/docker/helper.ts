import type { JobId } from '../archive/ids.ts';
import type { OrderName, Orders } from '../helper/protocol.ts';
import type { Docker } from './connect.ts';
import type { Mount } from './mounts.ts';

export type HelperDeps = {
  docker: Docker;
  helperImage: string;
  /** uuid of the state folder: helpers carry it, so that only their owner sweeps them. */
  instance: string;
};

export type HelperSpec = {
  job: JobId;
  /** For example `capture`, `watchdog`; a label, and what error texts name. */
  role: string;
  mounts: readonly Mount[];
  /** Docker's NetworkMode; absent: none. */
  network?: string;
  /** Docker's PidMode: `host` or `container:<id>`; absent: its own. */
  pidMode?: string;
  /** Beyond none, for example `['DAC_READ_SEARCH']`. */
  capabilities?: readonly string[];
  /** A look into other processes needs it beside SYS_PTRACE. */
  apparmorUnconfined?: boolean;
  /** Absent: root in the container, without capabilities. */
  user?: string;
  /** Absent: 256 MiB. */
  memoryBytes?: number;
  /** `low` yields CPU and disk to the installation; absent: normal. */
  priority?: 'low' | 'normal';
};

export type OrderOptions<Name extends OrderName> = {
  /** Aborting sends the helper a cancel; the promise rejects with the signal's reason once the helper has let go. */
  signal?: AbortSignal;
  onProgress?: (progress: Orders[Name]['progress']) => void;
};

/** A helper container that takes orders until it is disposed. */
export interface Helper extends AsyncDisposable {
  readonly id: string;
  readonly role: string;
  /** @throws `docker.helper-failed` when the order fails or the helper dies. */
  order<Name extends OrderName>(
    name: Name,
    args: Orders[Name]['args'],
    options?: OrderOptions<Name>,
  ): Promise<Orders[Name]['result']>;
}

/**
 * Creates and starts a helper container and waits until its program speaks.
 * @throws `docker.helper-failed`, `docker.helper-image-missing`, `docker.volume-gone`; nothing stays behind.
 */
export async function startHelper(_deps: HelperDeps, _spec: HelperSpec): Promise<Helper> {
  throw new Error('not built yet');
}

/**
 * Removes helpers and sidecars that this instance left behind.
 * @param options.keepRoles roles to leave alone (a watchdog that still holds services).
 * @param options.job only this job's.
 * @returns ids that were removed.
 */
export async function sweepHelpers(
  _deps: HelperDeps,
  _options: { keepRoles?: readonly string[]; job?: JobId } = {},
): Promise<string[]> {
  throw new Error('not built yet');
}
