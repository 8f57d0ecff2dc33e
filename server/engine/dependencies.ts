import type Docker from 'dockerode';
import { openSigner, type Signer } from '../archive/signing.ts';
import type { Config } from '../config/index.ts';
import { connectDocker } from '../docker/index.ts';
import { openStore, type Store } from '../storage/index.ts';
import { type Database, openDatabase } from '../store/index.ts';

/** What engines are given. Made once by whoever starts the app; a test swaps single parts. */
export type EngineDeps = {
  docker: Docker;
  /** Image of helper containers. */
  helperImage: string;
  /** How many CPUs each helper may take that yields to the installation; absent: what others leave. */
  helperCpus?: number | null;
  /** uuid of the state folder: what we own on the Docker endpoint carries it. */
  instance: string;
  /** Holdfast's version. */
  holdfast: string;
  store: Store;
  db: Database;
  signer: Signer;
  clock: () => Date;
  /** How long the side that a restore or an undo replaced is kept, days. */
  undoDays: number;
};

/** Opens all that engines need. Nothing is said to Docker yet, and the tables are not brought up to date. */
export async function openDependencies(config: Config): Promise<EngineDeps> {
  return {
    docker: connectDocker(config.dockerHost),
    helperImage: config.helperImage,
    helperCpus: config.helperCpus,
    instance: config.instance,
    holdfast: config.version,
    store: await openStore(config.storeFolder),
    db: openDatabase(config.stateFolder),
    signer: await openSigner(config.stateFolder),
    clock: () => new Date(),
    undoDays: config.undoDays,
  };
}
