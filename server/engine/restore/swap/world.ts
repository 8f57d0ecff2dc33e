import type { DatabaseSwap } from '../../../postgres/swap.ts';
import type { SwapService, SwapVolume } from './intent.ts';
import type { Inodes } from './pictures.ts';

/**
 * The installation as the swap sees it. The real one stands in `../live/`; tests model one that dies at any call.
 * Every call may fail, and may fail after it has had its effect.
 */
export interface SwapWorld {
  /**
   * Makes sure that nothing of this job is under way any more (a dead controller's helpers and sessions) and that the
   * database answers.
   */
  takeOver(): Promise<void>;
  look(volume: SwapVolume): Promise<Inodes>;
  /** Renames among siblings; never replaces; on disk when it returns. */
  rename(volume: SwapVolume, from: Entry, to: Entry): Promise<void>;
  /** Object id of the database that bears the live name. */
  liveOid(database: DatabaseSwap): Promise<number | null>;
  /** No new sessions, and none left. */
  closeDatabase(oid: number): Promise<void>;
  openDatabase(oid: number): Promise<void>;
  /** The one point that decides. */
  commit(): Promise<void>;
  /** Asked where no database is swapped: whether our journal says that it was committed. */
  hasCommitted(): Promise<boolean>;
  /** Running containers that mount a swapped volume, those that keep running aside. */
  runningOn(): Promise<{ id: string; name: string }[]>;
  stop(container: { id: string; name: string }): Promise<void>;
  /** Starts a service as it ran before. @throws when Docker can't */
  start(service: SwapService): Promise<void>;
  /** Waits until a started service is well. @throws when it does not come up within its limit */
  awaitHealth(service: SwapService): Promise<void>;
  /** Replaces the files of volumes that can't be swapped, where they are. Written ahead, volume by volume. */
  replaceInPlace(): Promise<void>;
  /** Whether it has begun with one and not put it back. */
  hasReplaced(): Promise<boolean>;
  /** Gives those the safety backup's files again. */
  putBack(): Promise<void>;
  /** Removes what was staged: folders, databases, roles and volumes that were made for it. No harm when it is gone. */
  clearStaging(): Promise<void>;
  note(text: string, level?: 'info' | 'warn'): void;
}

/** The three entries of a volume's directory. */
export type Entry = keyof Inodes;
