import type { JobId } from '../archive/ids.ts';
import type { HelperDeps } from './helper.ts';
import type { Mount } from './mounts.ts';

export type SidecarSpec = {
  job: JobId;
  /** A label, and what error texts name: `dump`, `load`. */
  role: string;
  image: string;
  /** Program and its arguments; the image's own entrypoint never runs. */
  command: readonly string[];
  /** Docker's NetworkMode, for example `container:<id>`; absent: none. */
  network?: string;
  pidMode?: string;
  env?: Readonly<Record<string, string>>;
  mounts?: readonly Mount[];
  user?: string;
  capabilities?: readonly string[];
  apparmorUnconfined?: boolean;
  /** Absent: no limit. */
  memoryBytes?: number;
  priority?: 'low' | 'normal';
  /** Aborting kills and removes the container. */
  signal?: AbortSignal;
  /** Each line of standard error as it comes. */
  onStderr?: (line: string) => void;
};

/** `stderrTail` and `stdoutTail` are the last 64 KiB of each. */
export type SidecarResult = { exitCode: number; stderrTail: string; stdoutTail: string };

/**
 * Runs a program to its end in a container of another image, mostly the database's own. Bytes of an archive must go
 * through a mount, never through standard output. The container is removed whatever happens; the exit code decides.
 * @throws `docker.sidecar-failed` when it could not be run at all; a program that fails is a result, not an error.
 */
export async function runSidecar(_deps: HelperDeps, _spec: SidecarSpec): Promise<SidecarResult> {
  throw new Error('not built yet');
}
