import { timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { keepOnce } from '../config/index.ts';
import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import { anyAccount, createAccount } from './accounts.ts';
import { noteFailure, refuseBruteForce, setupLimits } from './attempts.ts';
import { digestOf, newSecret } from './secret.ts';

const fileIn = (stateFolder: string) => path.join(stateFolder, 'setup-token');

/**
 * The one-time token for the first administrator; null when there is an account already. It stands in the file
 * `setup-token` (0600) until it is used: only who may read the server's files or log can come first.
 */
export async function openSetup(db: Database, stateFolder: string): Promise<string | null> {
  if (await anyAccount(db)) {
    rmSync(fileIn(stateFolder), { force: true });
    return null;
  }
  return keepOnce(fileIn(stateFolder), () => newSecret());
}

export type FirstAdministrator = { token: string; name: string; password: string };

/**
 * Makes the first administrator and removes the token.
 * @throws `access.setup-done`, `access.setup-token-wrong`, `access.too-many-attempts`, and those of the account
 */
export async function setUp(db: Database, stateFolder: string, given: FirstAdministrator): Promise<void> {
  if (await anyAccount(db)) throw fail('access.setup-done');
  await refuseBruteForce(db, setupLimits);
  const file = fileIn(stateFolder);
  if (!existsSync(file) || !sameSecret(readFileSync(file, 'utf8').trim(), given.token)) {
    await noteFailure(db, setupLimits);
    throw fail('access.setup-token-wrong');
  }
  await createAccount(db, { name: given.name, password: given.password, role: 'admin' });
  rmSync(file, { force: true });
}

function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(one)), Buffer.from(digestOf(other)));
}
