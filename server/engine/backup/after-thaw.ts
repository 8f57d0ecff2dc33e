import type { Orders } from '../../helper/protocol.ts';
import type { Progress } from '../../jobs/contract.ts';
import {
  type Cluster,
  type DumpResult,
  type Inventory,
  readCluster,
  readInventory,
  type Snapshot,
} from '../../postgres/index.ts';
import { confirm } from './capture.ts';
import type { Crew } from './crew.ts';
import type { Frozen } from './freeze.ts';
import { together } from './together.ts';
import type { Workplace } from './workplace.ts';

export type DumpedDatabase = { snapshot: Snapshot; dump: DumpResult; inventory: Inventory };

export type Collected = {
  databases: DumpedDatabase[];
  cluster: Cluster;
  confirmed: Map<string, Orders['capture.confirm']['result']>;
  /** Inodes mapped for writing by processes that were not held, by volume. */
  mapped: { volume: string; process: string; pid: number }[];
};

/**
 * While everything runs again: dumps the frozen moment, counts its rows, and looks through the volumes once more to
 * see that nothing of it was missed.
 */
export async function collect(
  place: Workplace,
  frozen: Frozen,
  held: ReadonlySet<string>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Collected> {
  const [databases, confirmed, mapped] = await together([
    together(frozen.snapshots.map((snapshot, index) => finishDump(place, snapshot, index, progress, signal))),
    confirm(place.crew, frozen.thaw.firstSentAt, signal),
    mappedByOthers(place.crew, frozen, held),
  ]);
  return { databases, cluster: await readCluster(frozen.snapshots), confirmed, mapped };
}

/** The snapshot's own session counts its rows while pg_dump reads them. */
async function finishDump(
  place: Workplace,
  snapshot: Snapshot,
  index: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<DumpedDatabase> {
  const prepared = place.dumps[index];
  if (!prepared) throw new Error(`no dump stands ready for ${snapshot.database}`);
  const [dump, inventory] = await together([prepared.finish(), readInventory(snapshot, { signal })]);
  progress.log(snapshot.database, `${dump.bytes} bytes dumped, ${dump.stored.bytes} stored`);
  return { snapshot, dump, inventory };
}

/** Of the mappings seen inside the freeze, those of unheld processes whose file belongs to a volume. */
async function mappedByOthers(crew: Crew, frozen: Frozen, held: ReadonlySet<string>): Promise<Collected['mapped']> {
  const others = frozen.mappings.mappings.filter(({ container }) => container === null || !held.has(container));
  if (others.length === 0) return [];
  const found = await together(
    crew.volumes.map(async (volume) => {
      const { owned } = await crew.of(volume).order('capture.owns', { volume: volume.name, inodes: others });
      const inodes = new Set(owned);
      return others
        .filter(({ device, inode }) => inodes.has(`${device} ${inode}`))
        .map(({ process, pid }) => ({ volume: volume.key, process, pid }));
    }),
  );
  return found.flat();
}
