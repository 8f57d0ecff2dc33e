import { hash, verify } from '@node-rs/argon2';
import { fail } from '../errors/error.ts';
import { newSecret } from './secret.ts';

/** Hashes a password by argon2id. @throws `access.password-too-weak` */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < 10 || password.length > 200) throw fail('access.password-too-weak');
  return hash(password);
}

let decoy: Promise<string> | undefined;

/** Whether it is the password. Without a hash it takes as long as with one, so that time tells no names. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash(newSecret());
  const matches = await verify(stored ?? (await decoy), password.slice(0, 200));
  return stored !== null && matches;
}
