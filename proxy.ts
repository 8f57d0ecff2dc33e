import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './server/config/content-security.ts';

/**
 * Gives each page a nonce of its own and the policy that names it; Next puts it on the scripts it writes.
 * API routes are left out on purpose: a proxy on an upload's path cuts its body at 10 MB (their headers: next.config.js).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|.*\\.(?:ico|png|svg|woff2|txt|webmanifest)$).*)'],
};
