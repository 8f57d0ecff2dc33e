import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BundleLayout, bundleLayout } from '../../archive/bundle.ts';
import { openStore } from '../../storage/index.ts';
import { makeArchive } from '../../storage/make-archive.ts';
import { bundleResponse } from './respond.ts';

let folder = '';
let layout: BundleLayout;
let whole: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-download-'));
  layout = bundleLayout(await makeArchive(await openStore(folder), { contents: ['x'.repeat(500_000)] }));
  whole = Buffer.from(await ask({}).arrayBuffer());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function ask(headers: Record<string, string>, method = 'GET'): Response {
  return bundleResponse(new Request('http://localhost/', { method, headers }), layout);
}

test('a whole download says its length, and has it', async () => {
  const response = ask({});
  expect(response.status).toBe(200);
  expect(Number(response.headers.get('content-length'))).toBe(layout.totalBytes);
  expect((await response.arrayBuffer()).byteLength).toBe(layout.totalBytes);
});

test.each([
  ['bytes=0-0', 0, 1],
  ['bytes=1000-1999', 1000, 2000],
  ['bytes=400000-', 400_000, null],
  ['bytes=-512', -512, null],
  ['bytes=0-99999999', 0, null],
])('%s gives that part and says which', async (range, from, to) => {
  const response = ask({ range });
  const expected = whole.subarray(from, to ?? undefined);
  expect(response.status).toBe(206);
  expect(Buffer.from(await response.arrayBuffer()).equals(expected)).toBe(true);
  expect(response.headers.get('content-length')).toBe(String(expected.length));
  const start = from < 0 ? whole.length + from : from;
  expect(response.headers.get('content-range')).toBe(`bytes ${start}-${start + expected.length - 1}/${whole.length}`);
});

test.each(['bytes=9-3', 'lines=1-2', 'bytes=0-1,5-6', 'bytes=-', 'nonsense'])(
  '%s is not one range: the whole comes',
  (range) => {
    expect(ask({ range }).status).toBe(200);
  },
);

test('a range beyond the end is 416 with the real length', () => {
  const response = ask({ range: `bytes=${layout.totalBytes}-` });
  expect(response.status).toBe(416);
  expect(response.headers.get('content-range')).toBe(`bytes */${layout.totalBytes}`);
});

test('If-Range goes on only with the very same archive', () => {
  expect(ask({ range: 'bytes=5-', 'if-range': layout.etag }).status).toBe(206);
  expect(ask({ range: 'bytes=5-', 'if-range': '"another"' }).status).toBe(200);
  expect(ask({ range: 'bytes=5-', 'if-range': `W/${layout.etag}` }).status).toBe(200);
});

test('HEAD says everything and sends nothing', async () => {
  const response = ask({}, 'HEAD');
  expect(response.headers.get('content-length')).toBe(String(layout.totalBytes));
  expect(response.body).toBeNull();
});

test('the file name is safe in the header', () => {
  expect(ask({}).headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9_.-]+\.tar"$/);
});
