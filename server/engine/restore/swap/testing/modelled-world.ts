import type { Intent, SwapVolume } from '../intent.ts';
import type { Inodes } from '../pictures.ts';
import type { Entry, SwapWorld } from '../world.ts';

/** A made-up installation that survives its controller: what Docker, the disks and PostgreSQL would still hold. */
export type Model = {
  volumes: Record<string, Inodes>;
  /** Oid of the database that bears the live name. */
  live: number;
  closed: Set<number>;
  stagedDatabase: boolean;
  /** Inodes that a running container holds, by volume. */
  containers: Record<string, { mounts: string[]; holds: Record<string, string> | null }>;
  commits: number;
  /** Told after each change, by whoever watches for mixtures. */
  watch(what: string): void;
};

export const oldOid = 100;
export const newOid = 200;

export function modelOf(mounts: Record<string, string[]>): { model: Model; intent: Intent } {
  const names = [...new Set(Object.values(mounts).flat())];
  const volumes = names.map((name) => swapVolume(name));
  const model: Model = {
    volumes: Object.fromEntries(
      volumes.map((volume) => [volume.name, { data: volume.oldInode, staged: volume.newInode, kept: null }]),
    ),
    live: oldOid,
    closed: new Set(),
    stagedDatabase: true,
    containers: Object.fromEntries(Object.entries(mounts).map(([name, list]) => [name, { mounts: list, holds: null }])),
    commits: 0,
    watch: () => {},
  };
  for (const name of Object.keys(mounts)) startIn(model, name);
  const intent = {
    formatVersion: 1,
    job: 'modelledjob0',
    archive: '20260101-000000-0000',
    project: 'model',
    volumes,
    databases: [{ live: 'app', staged: 's', kept: 'k', oldOid, newOid, connectionLimit: -1 }],
    roles: { roles: [], grants: [], revokes: [] },
    rolesMade: [],
    services: Object.keys(mounts).map((name) => ({ id: name, name, service: name, ran: 'running' })),
    keepRunning: [],
    inPlace: [],
    noStart: false,
  } as unknown as Intent;
  return { model, intent };
}

function swapVolume(name: string): SwapVolume {
  return {
    name,
    key: name,
    directory: `/volumes/${name}`,
    live: '_data',
    tag: '',
    made: false,
    oldInode: `old ${name}`,
    newInode: `new ${name}`,
  };
}

/** As Docker does: a container whose volume has no `_data` does not start. */
export function startIn(model: Model, name: string): boolean {
  const container = model.containers[name];
  if (!container) return false;
  if (container.holds) return true;
  const holds: Record<string, string> = {};
  for (const volume of container.mounts) {
    const inode = model.volumes[volume]?.data;
    if (!inode) return false;
    holds[volume] = inode;
  }
  container.holds = holds;
  model.watch(`start ${name}`);
  return true;
}

/** The controller died here. */
export class Crash extends Error {}

export type Fate = {
  /** Number of the call at which this controller dies; it is dead for all later ones. Infinity: never. */
  diesAt: number;
  /** The fatal call still has its effect. */
  afterEffect: boolean;
  /** Between calls somebody may do something. */
  meanwhile(): void;
};

/** One controller's view of the model. After a crash take another one over the same model. */
export function worldOf(model: Model, intent: Intent, fate: Fate): SwapWorld & { calls: number } {
  async function act<T>(what: string, effect: () => T): Promise<T> {
    fate.meanwhile();
    world.calls += 1;
    if (world.calls > fate.diesAt || (world.calls === fate.diesAt && !fate.afterEffect)) throw new Crash(what);
    const result = effect();
    model.watch(what);
    if (world.calls === fate.diesAt) throw new Crash(what);
    return result;
  }
  const inodes = (volume: SwapVolume) => {
    const found = model.volumes[volume.name];
    if (!found) throw new Error(`no volume ${volume.name}`);
    return found;
  };
  const world = {
    calls: 0,
    takeOver: () => act('takeOver', () => {}),
    look: (volume: SwapVolume) => act('look', () => ({ ...inodes(volume) })),
    rename: (volume: SwapVolume, from: Entry, to: Entry) =>
      act(`rename ${volume.name} ${from} ${to}`, () => {
        const entries = inodes(volume);
        if (entries[from] === null || entries[to] !== null) throw new Error(`rename ${from} ${to} of ${volume.name}`);
        entries[to] = entries[from];
        entries[from] = null;
      }),
    liveOid: () => act('liveOid', () => model.live),
    closeDatabase: (oid: number) => act('close', () => void model.closed.add(oid)),
    openDatabase: (oid: number) => act('open', () => void model.closed.delete(oid)),
    commit: () =>
      act('commit', () => {
        if (model.live !== oldOid || !model.closed.has(oldOid)) throw new Error('not as intended');
        model.live = newOid;
        model.commits += 1;
      }),
    hasCommitted: () => act('hasCommitted', () => model.commits > 0),
    replaceInPlace: () => act('replaceInPlace', () => {}),
    hasReplaced: async () => false,
    putBack: () => act('putBack', () => {}),
    runningOn: () =>
      act('runningOn', () =>
        Object.entries(model.containers).flatMap(([name, { holds }]) => (holds ? [{ id: name, name }] : [])),
      ),
    stop: ({ name }: { name: string }) =>
      act(`stop ${name}`, () => {
        const container = model.containers[name];
        if (container) container.holds = null;
      }),
    start: ({ name }: { name: string }) =>
      act(`start ${name}`, () => {
        if (!startIn(model, name)) throw new Error(`${name} has a volume without _data`);
      }),
    awaitHealth: () => act('awaitHealth', () => {}),
    clearStaging: () =>
      act('clearStaging', () => {
        for (const volume of intent.volumes) inodes(volume).staged = null;
        model.stagedDatabase = false;
      }),
    note: () => {},
  };
  return world;
}
