import { sessionDays } from './sessions.ts';

/** `__Host-` binds the cookie to this very host, its root path and https; browsers refuse the prefix without https. */
function nameFor(secure: boolean): string {
  return secure ? '__Host-holdfast' : 'holdfast';
}

export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/** The session's secret that the browser carries; null without one. */
export function sessionCookieOf(headers: Headers, publicUrl: string): string | null {
  const name = nameFor(isSecure(publicUrl));
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/** Set-Cookie that begins a session, or ends it (`secret` null). */
export function sessionCookie(secret: string | null, publicUrl: string): string {
  const secure = isSecure(publicUrl);
  const age = secret === null ? 0 : sessionDays * 86_400;
  const parts = [`${nameFor(secure)}=${secret ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${age}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}
