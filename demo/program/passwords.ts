import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** Cheap on purpose: twelve of them are made when a demo starts. */
const cost = { N: 2048 };

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${scryptSync(password, salt, 32, cost).toString('hex')}`;
}

export function passwordFits(password: string, stored: string): boolean {
  const [salt = '', hash = ''] = stored.split(':');
  const expected = Buffer.from(hash, 'hex');
  const given = scryptSync(password, Buffer.from(salt, 'hex'), 32, cost);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
