import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rowsOf } from './database/pool.ts';

const keyFile = '/connectware_certs/jwt.key';
const lifetime = '12 hours';

/** Signs a user in: a JWT whose id is listed in the database. It is valid as long as it is listed. */
export async function issueToken(userId: string): Promise<string> {
  const id = randomUUID();
  await rowsOf(`insert into tokens (id, user_id, expires_at) values ($1, $2, now() + interval '${lifetime}')`, [
    id,
    userId,
  ]);
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ jti: id, sub: userId })}`;
  return `${content}.${signatureOf(content)}`;
}

/** The user behind a token; null when it was not signed here, is not listed, or has run out. */
export async function userOfToken(token: string): Promise<string | null> {
  const [header, payload, signature] = token.split('.');
  const expected = signatureOf(`${header}.${payload}`);
  if (signature?.length !== expected.length || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected)))
    return null;
  const { jti } = JSON.parse(Buffer.from(String(payload), 'base64url').toString()) as { jti: string };
  const [row] = await rowsOf<{ user_id: string }>(
    'select user_id::text from tokens where id = $1 and expires_at > now()',
    [jti],
  );
  return row?.user_id ?? null;
}

export async function revokeToken(token: string): Promise<void> {
  const { jti } = JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()) as { jti: string };
  await rowsOf('delete from tokens where id = $1', [jti]);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The key is read each time: a restore may have put another one there. */
function signatureOf(content: string): string {
  return createHmac('sha256', readFileSync(keyFile)).update(content).digest('base64url');
}
