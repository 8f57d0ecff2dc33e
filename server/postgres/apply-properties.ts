import type pg from 'pg';
import type { DatabaseProperties } from '../archive/manifest.ts';
import { messageOf } from '../errors/error.ts';
import { databaseAclSql } from './acl.ts';
import { settingClause } from './settings.ts';
import { ident, inTransaction, literal } from './sql.ts';

/**
 * Gives a staged database what pg_restore leaves out, its connection limit aside: rights, comment, settings. They stay with it
 * when it is renamed.
 * @returns what this server does not take, in words: another major may not know a setting, a granting role may have lost its right.
 */
export async function applyProperties(
  client: pg.ClientBase,
  database: string,
  properties: DatabaseProperties,
): Promise<string[]> {
  const { owner, acl, comment, isTemplate, settings } = properties;
  const target = `DATABASE ${ident(database)}`;
  const refused: string[] = [];
  const attempt = async (what: string, statements: readonly string[]): Promise<void> => {
    try {
      await inTransaction(client, 'BEGIN', async () => {
        for (const statement of statements) await client.query(statement);
      });
    } catch (error) {
      refused.push(`${what} was not taken over: ${messageOf(error)}`);
    }
  };
  if (acl !== null)
    for (const statements of databaseAclSql(database, owner, acl)) await attempt('A right on the database', statements);
  if (comment !== null) await client.query(`COMMENT ON ${target} IS ${literal(comment)}`);
  for (const { role, name, value } of settings) {
    const subject = role === null ? `ALTER ${target}` : `ALTER ROLE ${ident(role)} IN ${target}`;
    const what = `The setting ${name}${role === null ? '' : ` of role ${role}`}`;
    await attempt(what, [`${subject} ${settingClause(name, value)}`]);
  }
  if (isTemplate) await client.query(`ALTER ${target} WITH IS_TEMPLATE true`);
  return refused;
}
