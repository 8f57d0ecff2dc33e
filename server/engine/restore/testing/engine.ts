import { generateKeyPairSync } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSigner, signerOf } from '../../../archive/signing.ts';
import { instanceOf, openStateFolder } from '../../../config/state.ts';
import { connectDocker } from '../../../docker/index.ts';
import { openStore } from '../../../storage/index.ts';
import { migrate, openDatabase } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';

/** A Holdfast without its web: state and store in `folder`. Several processes may open the same one. */
export async function openEngine(folder: string, helperImage: string): Promise<EngineDeps & AsyncDisposable> {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  openStateFolder(state);
  const db = openDatabase(state);
  await migrate(db);
  return {
    docker: connectDocker(),
    helperImage,
    instance: instanceOf(state),
    holdfast: '0.0.0-test',
    store: await openStore(join(folder, 'store')),
    db,
    signer: await openSigner(state),
    clock: () => new Date(),
    undoDays: 7,
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** The one of a test world (`../../testing/deps.ts`) that another process has made, with a key of its own. */
export async function openShopEngine(folder: string, helperImage: string, instance: string): Promise<EngineDeps> {
  return {
    docker: connectDocker(),
    helperImage,
    instance,
    holdfast: '0.0.0-test',
    store: await openStore(join(folder, 'store')),
    db: openDatabase(folder),
    signer: signerOf(generateKeyPairSync('ed25519').privateKey),
    clock: () => new Date(),
    undoDays: 7,
  };
}
