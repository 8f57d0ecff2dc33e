import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import { accountId, storePasswordHash } from './accounts.ts';
import { noteFailure, oneTimeLimits, refuseBruteForce } from './attempts.ts';
import { hashPassword } from './password.ts';
import { digestOf, newSecret } from './secret.ts';
import { startSession } from './sessions.ts';

export const oneTimeMs = 3_600_000;

/**
 * Takes an account's password away, ends its sessions, and makes a sign-in that works once within an hour.
 * @returns its token
 * @throws `store.unknown`
 */
export async function resetPassword(db: Database, name: string): Promise<string> {
  const token = newSecret();
  await db.transaction().execute(async (step) => {
    const account_id = await accountId(step, name);
    await step.updateTable('accounts').set({ password_hash: null }).where('id', '=', account_id).execute();
    await step.deleteFrom('sessions').where('account_id', '=', account_id).execute();
    await step.deleteFrom('one_time_sign_ins').where('account_id', '=', account_id).execute();
    const expires_at = new Date(Date.now() + oneTimeMs).toISOString();
    await step
      .insertInto('one_time_sign_ins')
      .values({ sha256: digestOf(token), account_id, expires_at })
      .execute();
  });
  return token;
}

/**
 * Signs in by such a token and sets the new password. The token is used up, also by the first of two at once.
 * @returns the secret of the new session
 * @throws `access.one-time-refused`, `access.password-too-weak` (the token stays), `access.too-many-attempts`
 */
export async function signInOnce(
  db: Database,
  given: { token: string; password: string; address: string },
): Promise<string> {
  const limits = oneTimeLimits(given.address);
  await refuseBruteForce(db, limits);
  const passwordHash = await hashPassword(given.password);
  const id = await db.transaction().execute(async (step) => {
    const taken = await step
      .deleteFrom('one_time_sign_ins')
      .where('sha256', '=', digestOf(given.token))
      .where('expires_at', '>', new Date().toISOString())
      .returning('account_id')
      .executeTakeFirst();
    if (!taken) return null;
    await storePasswordHash(step, taken.account_id, passwordHash, null);
    return taken.account_id;
  });
  if (id === null) {
    await noteFailure(db, limits);
    throw fail('access.one-time-refused');
  }
  return startSession(db, id, given.address);
}
