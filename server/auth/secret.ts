import { createHash, randomBytes } from 'node:crypto';

/* Plain Node only: the reset script of the server's shell uses it too. */

/** 256 random bits, safe in a URL and a header. */
export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret. One round is enough: nobody guesses 256 random bits. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
