import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { definitionOf } from '../definition.ts';
import { hashPassword } from '../passwords.ts';
import { passwordOf, roles, services, users } from './data.ts';

/** Fills structure 1. A newer version seeds so too and migrates then: the migration is always the real one. */
export async function seedDatabase(client: pg.PoolClient): Promise<void> {
  for (const role of roles) {
    await client.query('insert into roles values ($1, $2, $3)', [role.id, role.name, JSON.stringify(role.permissions)]);
  }
  for (const { name, role } of users) {
    const values = [name, `${name}@factory.example`, hashPassword(passwordOf(name)), role];
    await client.query('insert into users (name, email, password_hash, role) values ($1, $2, $3, $4)', values);
  }
  for (const { id, name, resources } of services) {
    await client.query(`insert into services (id, name, state, definition) values ($1, $2, 'running', $3)`, [
      id,
      name,
      JSON.stringify(definitionOf(id, name)),
    ]);
    if (resources)
      await client.query(`insert into service_resources (service_id, kind, name) values ($1, 'volume', 'data')`, [id]);
  }
  await client.query(`insert into settings values ('installation', $1)`, [randomBytes(32)]);
}
