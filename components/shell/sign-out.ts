import { postAuth } from '../session/auth.ts';

/** Ends the session and leads to the sign-in page; also when the answer is lost, since the page can't tell. */
export async function signOut(): Promise<void> {
  await postAuth('sign-out', {}).catch(() => null);
  location.assign('/sign-in');
}
