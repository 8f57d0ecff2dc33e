import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { reportOf } from '../errors/error.ts';
import { troubleWith } from './not-reached.ts';

const server = { container: null, host: '2001:db8::5', port: 5433, user: 'keeper', password: null };
const said = (state: string) =>
  reportOf(troubleWith(server, Object.assign(new pg.DatabaseError('no', 2, 'error'), { code: state })));

describe('a server outside Docker that could not be talked to', () => {
  it.each([
    ['08006', 'postgres.not-reached'],
    ['28P01', 'postgres.sign-in-refused'],
    ['3D000', 'postgres.no-such-database'],
  ])('by %s is named with brackets around an IPv6 address', (state, code) => {
    expect(said(state)).toMatchObject({ code, title: expect.stringContaining('[2001:db8::5]:5433') });
  });
});
