/** What access decisions read from a request. */

/** Address the request came from, as the nearest proxy or Next itself noted it. For limits and the audit log, never for trust. */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim().slice(0, 64) || 'unknown';
}

/** The token of `Authorization: Bearer …`; null without that header. */
export function bearerOf(headers: Headers): string | null {
  const header = headers.get('authorization');
  return header === null ? null : header.replace(/^Bearer\s+/i, '').trim();
}

export function changesState(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
}

/**
 * Whether a browser sent this from a page of ours. Browsers state the origin of every request that changes something,
 * and pages elsewhere cannot alter these headers.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin === null) return site === 'same-origin';
  return origin === publicUrl || hostOf(origin) === headers.get('host');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
