import { ask } from './ask.ts';

/** Who signed in, as the auth-server knows them. */
export type Person = { id: string; username: string; permissions: string[] };

/** Asks the auth-server who stands behind a header; null when it is nobody, or a token that is no longer listed. */
export async function identifyByAuthServer(authorization: string): Promise<Person | null> {
  if (!authorization) return null;
  const { person } = await ask<{ person: Person | null }>('auth-server', 'GET', '/internal/person', { authorization });
  return person;
}
