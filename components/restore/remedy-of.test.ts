import { expect, it } from 'vitest';
import { remedyOf } from './remedy-of.ts';

const archive = { id: '20261130-0100-shop-abcd' };
const database = (service: string) => ({ service, does: 'database' });
const plan = { archive, endsUndoOf: null, services: [database('postgresql')] };
const refused = (code: string) => ({ code, level: 'refuse' as const });

it('offers to give up an older undo where space is short, and only where there is one', () => {
  const kept = { ...plan, endsUndoOf: 'job1' };
  expect(remedyOf(refused('space.database'), kept)).toEqual({ kind: 'give-up-undo', jobId: 'job1' });
  expect(remedyOf({ code: 'space.in-place', level: 'warn' }, kept)).toEqual({ kind: 'give-up-undo', jobId: 'job1' });
  expect(remedyOf({ code: 'space.database', level: 'pass' }, kept)).toBeNull();
  expect(remedyOf(refused('space.database'), plan)).toBeNull();
});

it('offers to read an archive again whose last check failed', () => {
  expect(remedyOf(refused('archive.proof'), plan)).toEqual({ kind: 'verify', id: archive.id });
  expect(remedyOf({ code: 'archive.proof', level: 'pass' }, plan)).toBeNull();
});

it('offers to restart a database in a container, and not one elsewhere', () => {
  expect(remedyOf(refused('database.down'), plan)).toEqual({ kind: 'restart', service: 'postgresql' });
  expect(remedyOf(refused('database.down'), { ...plan, services: [database('db.example:5432')] })).toBeNull();
});

it('offers nothing where only a person can do something', () => {
  expect(remedyOf(refused('database.blocked'), plan)).toBeNull();
  expect(remedyOf({ code: 'volume.left', level: 'warn' }, plan)).toBeNull();
});
