import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import { noteFailure, refuseBruteForce, signInLimits } from './attempts.ts';
import { isPassword } from './password.ts';
import { startSession } from './sessions.ts';

/**
 * Signs a person in by name and password.
 * @returns the secret of the new session
 * @throws `access.sign-in-refused`, `access.too-many-attempts`
 */
export async function signIn(
  db: Database,
  given: { name: string; password: string; address: string },
): Promise<string> {
  const limits = signInLimits(given.name, given.address);
  await refuseBruteForce(db, limits);
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'password_hash'])
    .where('name', '=', given.name)
    .executeTakeFirst();
  const right = await isPassword(account?.password_hash ?? null, given.password);
  if (!account || !right) {
    await noteFailure(db, limits);
    throw fail('access.sign-in-refused');
  }
  return startSession(db, account.id, given.address);
}
