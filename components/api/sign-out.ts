/** The restore that ends sessions, as the notices told it. */
export type SignedOutBy = { jobId: string; project: string; at: string };

let expected: SignedOutBy | null = null;

/** Says which restore is about to end this session, or has: the sign-in page then names the reason. Null: none. */
export function expectSignOutBy(restore: SignedOutBy | null): void {
  expected = restore;
}

/** Goes to the sign-in page, with the way back here or to the result of the restore that ended the session. */
export function leaveForSignIn(): void {
  if (location.pathname.startsWith('/sign-in')) return;
  location.assign(signInAddress(`${location.pathname}${location.search}`, expected));
}

export function signInAddress(here: string, by: SignedOutBy | null): string {
  const query = new URLSearchParams(
    by ? { by: by.jobId, project: by.project, at: by.at, next: `/jobs/${by.jobId}/result` } : { next: here },
  );
  return `/sign-in?${query}`;
}

/** Only a path of ours: what stands in an address must never lead to another site. */
export function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/';
}
