import { dockerSockets } from '../bootstrap/sockets.mjs';
import { ensureDaemon, ownFolders, socketOf } from './daemon.ts';

/** The Docker that the demo uses. */
export type Machine = {
  /** For DOCKER_HOST. */
  dockerHost: string;
  /** It is the daemon of this clone. */
  own: boolean;
};

const ownHost = `unix://${socketOf(ownFolders)}`;

/**
 * The daemon of this clone where one runs (repaired after `git clean -xdf`, which deletes its data under it), else any
 * Docker that runs, else one of our own.
 */
export async function ensureDocker(): Promise<Machine> {
  const running = await dockerSockets();
  if (running[0] && !running.includes(ownHost)) return { dockerHost: running[0], own: false };
  await ensureDaemon(ownFolders);
  return { dockerHost: ownHost, own: true };
}

/** The Docker that {@link ensureDocker} would use, if one runs; starts nothing. */
export async function findDocker(): Promise<Machine | null> {
  const running = await dockerSockets();
  if (running.includes(ownHost)) return { dockerHost: ownHost, own: true };
  return running[0] ? { dockerHost: running[0], own: false } : null;
}
