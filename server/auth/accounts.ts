import { randomUUID } from 'node:crypto';
import type { Role } from '../contract/access.ts';
import { fail } from '../errors/error.ts';
import type { Database } from '../store/index.ts';
import { hashPassword, isPassword } from './password.ts';

export type Account = {
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  lastSeenAt: string | null;
  /** Open sessions. */
  sessions: number;
};

/** @throws `access.name-unusable`, `access.name-taken`, `access.password-too-weak` */
export async function createAccount(
  db: Database,
  account: { name: string; role: Role; password: string },
): Promise<void> {
  checkName(account.name);
  const made = await db
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      name: account.name,
      role: account.role,
      password_hash: await hashPassword(account.password),
      created_at: new Date().toISOString(),
      last_seen_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n) throw fail('access.name-taken', { what: 'account', name: account.name });
}

export function checkName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$/.test(name)) throw fail('access.name-unusable', { name: name.slice(0, 60) });
}

export async function listAccounts(db: Database): Promise<Account[]> {
  const now = new Date().toISOString();
  const rows = await db
    .selectFrom('accounts')
    .select((eb) => [
      'id',
      'name',
      'role',
      'created_at',
      'last_seen_at',
      eb
        .selectFrom('sessions')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .where('expires_at', '>', now)
        .as('sessions'),
    ])
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: row.role as Role,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    sessions: row.sessions ?? 0,
  }));
}

export async function anyAccount(db: Database): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Open sessions have the new role at their next request. @throws `store.unknown`, `access.last-administrator` */
export async function setRole(db: Database, name: string, role: Role): Promise<void> {
  await keepingAnAdministrator(db, name, (step, id) =>
    step.updateTable('accounts').set({ role }).where('id', '=', id).execute(),
  );
}

/** Its sessions end with it. @throws `store.unknown`, `access.last-administrator` */
export async function removeAccount(db: Database, name: string): Promise<void> {
  await keepingAnAdministrator(db, name, (step, id) => step.deleteFrom('accounts').where('id', '=', id).execute());
}

async function keepingAnAdministrator(
  db: Database,
  name: string,
  change: (step: Database, id: string) => Promise<unknown>,
): Promise<void> {
  await db.transaction().execute(async (step) => {
    await change(step, await accountId(step, name));
    const left = await step.selectFrom('accounts').select('id').where('role', '=', 'admin').limit(1).executeTakeFirst();
    if (!left) throw fail('access.last-administrator', { name });
  });
}

/** @throws `store.unknown` */
export async function accountId(db: Database, name: string): Promise<string> {
  const row = await db.selectFrom('accounts').select('id').where('name', '=', name).executeTakeFirst();
  if (!row) throw fail('store.unknown', { what: 'account', id: name });
  return row.id;
}

/**
 * Changes one's own password and ends all other sessions of the account.
 * @param keep id of the session that stays; null ends all
 * @throws `access.sign-in-refused` when `current` is wrong
 */
export async function changePassword(
  db: Database,
  id: string,
  change: { current: string; next: string; keep: string | null },
): Promise<void> {
  const row = await db.selectFrom('accounts').select('password_hash').where('id', '=', id).executeTakeFirst();
  if (!row || !(await isPassword(row.password_hash, change.current))) throw fail('access.sign-in-refused');
  const next = await hashPassword(change.next);
  await db.transaction().execute((step) => storePasswordHash(step, id, next, change.keep));
}

/** Every session of the account but `keep` ends with the old password. */
export async function storePasswordHash(
  step: Database,
  id: string,
  passwordHash: string,
  keep: string | null,
): Promise<void> {
  await step.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute();
  await step
    .deleteFrom('sessions')
    .where('account_id', '=', id)
    .where('id', '!=', keep ?? '')
    .execute();
}
