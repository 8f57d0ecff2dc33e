import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { config, proxy } from './proxy.ts';

const matches = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);

test('no route of the API passes the proxy: it would cut an upload at 10 MB', () => {
  expect(['/api/uploads', '/api/uploads/0123', '/api/trpc/x', '/_next/static/x.js'].filter(matches)).toEqual([]);
  expect(['/', '/sign-in', '/archives/20260101-000000-aaaa'].filter(matches)).toHaveLength(3);
});

test('each page has a nonce of its own in its policy', () => {
  const policyOf = () => proxy(new NextRequest('http://holdfast.test/')).headers.get('content-security-policy');
  expect(policyOf()).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}'/);
  expect(policyOf()).not.toBe(policyOf());
});
