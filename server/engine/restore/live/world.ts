import { type Helper, sweepHelpers } from '../../../docker/index.ts';
import { messageOf } from '../../../errors/error.ts';
import type { DatabaseServer } from '../../../installation/index.ts';
import type { Progress } from '../../../jobs/contract.ts';
import { commitSwap, endSessionsOf, fence, holdJobLock, reopen, whoIsLive } from '../../../postgres/index.ts';
import { appendJournal, journalOf } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { keptFolder, stagedFolder } from '../names.ts';
import type { Intent, SwapVolume } from '../swap/intent.ts';
import { type Inodes, pictureOf } from '../swap/pictures.ts';
import type { SwapWorld } from '../swap/world.ts';
import { clearStaging, letKeptRest } from './clear-staging.ts';
import { awaitHealth, listRunning, startAsBefore, stopContainer } from './containers.ts';
import { begunInPlace, putBack, replaceInPlace } from './in-place.ts';
import { type Reach, reach } from './reach.ts';
import { serverIsUp } from './server.ts';

export type LiveWorldSpec = {
  intent: Intent;
  server: DatabaseServer;
  /** The job's folder in the store. */
  folder: string;
  progress: Progress;
  /** What staging opened already; absent at recovery. The world owns it from here on. */
  opened?: Reach;
};

/** Step of the journal that decides where no database does. */
const committedStep = 'committed';

/** The real installation. Disposing lets go of helper, session and link. */
export type LiveWorld = SwapWorld & AsyncDisposable;

export function liveWorld(deps: EngineDeps, spec: LiveWorldSpec): LiveWorld {
  const { intent, progress } = spec;
  const { job } = intent;
  let open = spec.opened;
  const reached = (): Reach => {
    if (!open) throw new Error('the world was used before it was taken over');
    return open;
  };
  const letGo = async () => {
    const before = open;
    open = undefined;
    // What a dead helper or server answers to being let go of is of no interest: the sweep removes it.
    await before?.[Symbol.asyncDispose]().then(undefined, (error: unknown) =>
      progress.log('restore', messageOf(error)),
    );
  };

  return {
    async takeOver() {
      await letGo();
      await sweepHelpers(deps, { job });
      open = await reach(deps, {
        job,
        server: intent.databases.length > 0 ? spec.server : null,
        folder: spec.folder,
        volumes: intent.volumes,
        databases: intent.databases.map(({ live }) => live),
        progress,
        beforeServer: (swap) => giveServerItsVolumes(deps, spec, swap),
      });
      if (intent.databases.length === 0) return;
      await endSessionsOf(open.admin, job);
      await holdJobLock(open.admin, job);
    },
    look: (volume) => lookWith(reached().swap, intent, volume),
    async rename(volume, from, to) {
      const names = entryNames(intent, volume);
      const { name, live } = volume;
      await reached().swap.order('swap.rename', { volume: name, from: names[from], to: names[to], live });
    },
    liveOid: ({ live }) => whoIsLive(reached().admin, live),
    closeDatabase: (oid) => fence(reached().admin, oid),
    openDatabase: (oid) => reopen(reached().admin, oid),
    commit: () =>
      intent.databases.length === 0
        ? appendJournal(deps.db, job, committedStep)
        : commitSwap(reached().admin, job, { databases: intent.databases, roles: intent.roles }),
    async hasCommitted() {
      return (await journalOf(deps.db, job)).some(({ step }) => step === committedStep);
    },
    async runningOn() {
      const running = await listRunning(deps.docker, [...intent.volumes, ...intent.inPlace], deps.instance);
      return running.filter(({ name, swapped }) => swapped.length > 0 && !intent.keepRunning.includes(name));
    },
    stop: (container) => stopContainer(deps.docker, container),
    start: (service) => startAsBefore(deps, job, service),
    awaitHealth: (service) => awaitHealth(deps.docker, service, true),
    replaceInPlace: () => replaceInPlace(deps, spec),
    hasReplaced: async () => (await begunInPlace(deps, intent)).length > 0,
    putBack: () => putBack(deps, spec),
    clearStaging: () =>
      intent.undoes
        ? letKeptRest(reached(), intent)
        : clearStaging(deps, reached(), { ...intent, loads: intent.databases.length > 0 }),
    note: (text, level = 'info') => progress.log('restore', text, level),
    [Symbol.asyncDispose]: letGo,
  };
}

/** An undo's staged side is what the restore that it takes back has kept. */
const entryNames = ({ job, undoes }: Intent, volume: SwapVolume) => ({
  data: volume.live,
  staged: undoes ? keptFolder(undoes, volume) : stagedFolder(job, volume),
  kept: keptFolder(job, volume),
});

async function lookWith(swap: Helper, intent: Intent, volume: SwapVolume): Promise<Inodes> {
  const { data, staged, kept } = entryNames(intent, volume);
  const { name, live } = volume;
  const { inodes } = await swap.order('swap.look', { volume: name, names: [data, staged, kept], live });
  return { data: inodes[0] ?? null, staged: inodes[1] ?? null, kept: inodes[2] ?? null };
}

/**
 * A server that mounts a fenced volume (certificates, say) can't be started to be asked which side holds. Its own volumes
 * get the old folder back for that: the fence is set again when the new side holds, and whoever was started is stopped.
 */
async function giveServerItsVolumes(deps: EngineDeps, { intent, server, progress }: LiveWorldSpec, swap: Helper) {
  if (await serverIsUp(deps, server)) return;
  const mounted = new Set(server.container?.mounts.map(({ volume }) => volume));
  for (const volume of intent.volumes.filter(({ name }) => mounted.has(name))) {
    if (pictureOf(volume, await lookWith(swap, intent, volume)) !== 'fenced') continue;
    progress.log(
      'restore',
      `The database mounts ${volume.name}: its old folder is put back until the server has answered.`,
    );
    const { data, kept } = entryNames(intent, volume);
    await swap.order('swap.rename', { volume: volume.name, from: kept, to: data, live: volume.live });
  }
}
