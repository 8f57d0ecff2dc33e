/**
 * `node server/auth/reset.ts NAME` on the server's shell, as the user that Holdfast runs as: takes the account's
 * password away and prints a one-time sign-in as one JSON document. Talks to the database's file only, so it works while the dashboard is
 * down, and needs no more than better-sqlite3.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { stateFolderOf } from '../config/state.ts';
import { digestOf, newSecret } from './secret.ts';

const validMs = 3_600_000;

function reset(name: string | undefined): number {
  if (!name) return refuse(2, 'Usage: holdfast account reset NAME');
  const file = path.join(stateFolderOf(process.env), 'holdfast.sqlite');
  if (!existsSync(file))
    return refuse(4, `There is no ${file}. Set HOLDFAST_STATE to the state folder of the dashboard.`);
  const db = new SQLite(file);
  db.pragma('busy_timeout = 10000');
  db.pragma('foreign_keys = ON');
  const account = db.prepare('select id, name from accounts where name = ?').get(name) as
    | { id: string; name: string }
    | undefined;
  if (!account) return refuse(2, `There is no account ${name}. Nothing was changed.`);
  const token = newSecret();
  const expiresAt = new Date(Date.now() + validMs).toISOString();
  db.transaction(() => {
    db.prepare('update accounts set password_hash = null where id = ?').run(account.id);
    db.prepare('delete from sessions where account_id = ?').run(account.id);
    db.prepare('delete from one_time_sign_ins where account_id = ?').run(account.id);
    db.prepare('insert into one_time_sign_ins (sha256, account_id, expires_at) values (?, ?, ?)').run(
      digestOf(token),
      account.id,
      expiresAt,
    );
    db.prepare('insert into audit (at, who, action, what, outcome, "from") values (?, ?, ?, ?, ?, ?)').run(
      new Date().toISOString(),
      'the server’s shell',
      'accounts.resetPassword',
      `Reset the password of ${account.name}.`,
      'done',
      'local',
    );
  })();
  const url = new URL('/sign-in', process.env.HOLDFAST_URL || `http://localhost:${process.env.PORT || 3000}`);
  url.hash = `once=${token}`;
  console.error(`${account.name} can sign in once within an hour, there or with the token, and choose a new password.`);
  console.log(JSON.stringify({ name: account.name, url: url.href, token, expiresAt }, null, 2));
  return 0;
}

function refuse(exit: number, text: string): number {
  console.error(text);
  return exit;
}

process.exitCode = reset(process.argv[2]);
