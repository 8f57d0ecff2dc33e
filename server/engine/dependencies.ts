import type Docker from 'dockerode';
import type { Signer } from '../archive/signing.ts';
import type { Store } from '../storage/index.ts';
import type { Database } from '../store/index.ts';

/** What engines are given. Made once by whoever starts the app; a test swaps single parts. */
export type EngineDeps = {
  docker: Docker;
  /** Image of helper containers. */
  helperImage: string;
  /** uuid of the state folder: what we own on the Docker endpoint carries it. */
  instance: string;
  /** Holdfast's version. */
  holdfast: string;
  store: Store;
  db: Database;
  signer: Signer;
  clock: () => Date;
};
