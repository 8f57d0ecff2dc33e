import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { paddingOf, tarHeader } from '../server/archive/bundle-header.ts';
import { BundleCheck } from './bundle-check.ts';
import { fakeServer, holdfast, Refusal } from './testing/run.ts';

const id = '20240501-120000-3fa9';
const bundle = bundleOf({
  'manifest.json': Buffer.from('{}'),
  [`layers/${'a'.repeat(120)}`]: randomBytes(300_000),
  empty: Buffer.alloc(0),
});
const sha256 = createHash('sha256').update(bundle).digest('hex');
const root = mkdtempSync(path.join(tmpdir(), 'holdfast-cli-'));
let folder = root;
beforeEach(() => {
  folder = mkdtempSync(path.join(root, 't-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As the server makes it: SHA256SUMS names the other files. */
function bundleOf(files: Record<string, Buffer>): Buffer {
  const sumOf = (body: Buffer) => createHash('sha256').update(body).digest('hex');
  const sums = Object.entries(files).map(([name, body]) => `${sumOf(body)}  ${name}\n`);
  const all = { ...files, SHA256SUMS: Buffer.from(sums.join('')) };
  const members = Object.entries(all).flatMap(([name, body]) => [
    tarHeader({ path: `shop-1/${name}`, bytes: body.length, mode: 0o600, mtime: 1 }),
    body,
    Buffer.alloc(paddingOf(body.length)),
  ]);
  return Buffer.concat([...members, Buffer.alloc(1024)]);
}

/** Serves the bundle with ranges, cutting each answer after `cutAfter` bytes, once some of them stand in `part`. */
function bundleServer(cutAfter = Number.POSITIVE_INFINITY, part = '', etag = '"one"') {
  const ranges: (string | undefined)[] = [];
  const server = fakeServer({}, (request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    ranges.push(range);
    const from = range && ifRange === etag ? Number(/=(\d+)-/.exec(range)?.[1]) : 0;
    if (from >= bundle.length) {
      response.writeHead(416, { 'content-range': `bytes */${bundle.length}` }).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      etag,
      'content-length': bundle.length - from,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${bundle.length - 1}/${bundle.length}` } : {}),
    });
    if (bundle.length - from <= cutAfter) response.end(bundle.subarray(from));
    else {
      response.write(bundle.subarray(from, from + cutAfter));
      void untilGrown(part, from).then(() => response.destroy());
    }
  });
  return { server, ranges };
}

async function untilGrown(file: string, beyond: number): Promise<void> {
  while (!existsSync(file) || statSync(file).size <= beyond) await new Promise((resolve) => setImmediate(resolve));
}

test('a download that is cut goes on where it broke, and is whole', async () => {
  const file = path.join(folder, 'x.tar');
  const { server: starting, ranges } = bundleServer(120_000, `${file}.part`);
  await using server = await starting;
  const ended = await holdfast(['download', id, '-o', file], server.env);
  expect(ended.stderr).toBe('');
  expect(JSON.parse(ended.stdout)).toEqual({ file, bytes: bundle.length, sha256 });
  expect(readFileSync(file).equals(bundle)).toBe(true);
  expect(ranges.length).toBeGreaterThanOrEqual(3);
  expect(readdirSync(folder)).toEqual(['x.tar']);
});

test('a later run goes on with the part of an earlier one', async () => {
  const { server: starting, ranges } = bundleServer();
  await using server = await starting;
  const file = path.join(folder, 'x.tar');
  writeFileSync(`${file}.part`, bundle.subarray(0, 100_000));
  writeFileSync(`${file}.part.etag`, '"one"');
  expect(await holdfast(['download', id, '-o', file], server.env)).toMatchObject({ exit: 0 });
  expect(readFileSync(file).equals(bundle)).toBe(true);
  expect(ranges).toEqual(['bytes=100000-']);
});

test('a bit that flipped on the way is found, and what came is thrown away', async () => {
  const { server: starting } = bundleServer();
  await using server = await starting;
  const file = path.join(folder, 'x.tar');
  const part = Buffer.from(bundle.subarray(0, 100_000));
  part.writeUInt8(part.readUInt8(50_000) ^ 1, 50_000);
  writeFileSync(`${file}.part`, part);
  writeFileSync(`${file}.part.etag`, '"one"');
  const ended = await holdfast(['download', id, '-o', file], server.env);
  expect(ended).toMatchObject({ exit: 1, stdout: '' });
  expect(ended.stderr).toContain('is not what SHA256SUMS says');
  expect(readdirSync(folder)).toEqual([]);
});

test('a bundle is checked whatever pieces it comes in; one that lacks a file or has one too many is not whole', () => {
  const problemOf = (bytes: Buffer, piece: number) => {
    const check = new BundleCheck();
    for (let at = 0; at < bytes.length; at += piece) check.push(bytes.subarray(at, at + piece));
    return check.problem();
  };
  for (const piece of [1000, 513, 512, 7]) expect(problemOf(bundle, piece)).toBeNull();
  const first = 512 + 512;
  expect(problemOf(bundle.subarray(first), 4096)).toBe('manifest.json is not what SHA256SUMS says');
  const extra = tarHeader({ path: 'shop-1/extra', bytes: 0, mode: 0o600, mtime: 1 });
  expect(problemOf(Buffer.concat([extra, bundle]), 4096)).toBe('SHA256SUMS does not name extra');
  expect(problemOf(randomBytes(2000), 4096)).toBe('it is no tar');
  expect(problemOf(Buffer.alloc(1024), 4096)).toBe('it holds no SHA256SUMS');
});

test('a part of another archive is not gone on with', async () => {
  await using server = await bundleServer().server;
  const file = path.join(folder, 'x.tar');
  writeFileSync(`${file}.part`, Buffer.alloc(100_000, 1));
  writeFileSync(`${file}.part.etag`, '"other"');
  expect(await holdfast(['download', id, '-o', file], server.env)).toMatchObject({ exit: 0 });
  expect(readFileSync(file).equals(bundle)).toBe(true);
});

test('a refused download leaves no file and ends with the exit code of the report', async () => {
  const { report } = new Refusal(3, 'Only administrators download.');
  await using server = await fakeServer({}, (_, response) => response.writeHead(403).end(JSON.stringify({ report })));
  const ended = await holdfast(['download', id, '-o', path.join(folder, 'x.tar')], server.env);
  expect(ended).toMatchObject({ exit: 3, stdout: '', stderr: expect.stringContaining('Only administrators') });
  expect(readdirSync(folder)).toEqual([]);
});

/** A real tus server before the fake API; `failures` of its PATCH requests are cut. */
function uploadServer(failures: number, outcome: { state: string; result: object; error: object | null }) {
  const tus = new Server({
    path: '/api/uploads',
    datastore: new FileStore({ directory: folder }),
    namingFunction: () => 'upload-1',
    relativeLocation: true,
  });
  const methods: string[] = [];
  const jobId = 'k3v0x9q2m1ab';
  const uploads = [{ id: 'upload-1', state: 'checking', jobId, findings: [] }];
  const job = { id: jobId, subject: '', stages: [], lanes: [], side: null, leftMs: null, ...outcome };
  const server = fakeServer({ 'uploads.list': () => uploads, 'jobs.get': () => job }, (request, response) => {
    methods.push(request.method ?? '');
    if (request.method === 'PATCH' && failures-- > 0) response.destroy();
    else void tus.handle(request, response);
  });
  return { server, methods };
}

test('an upload that is cut goes on, and what was found in it is printed', async () => {
  const result = { id, origin: 'imported', findings: [] };
  const { server: starting, methods } = uploadServer(1, { state: 'succeeded', result, error: null });
  await using server = await starting;
  const file = path.join(folder, 'bundle.tar');
  writeFileSync(file, bundle);
  const ended = await holdfast(['upload', file], { ...server.env, XDG_CACHE_HOME: path.join(folder, 'cache') });
  expect(ended).toMatchObject({ exit: 0 });
  expect(JSON.parse(ended.stdout)).toEqual(result);
  expect(readFileSync(path.join(folder, 'upload-1')).equals(bundle)).toBe(true);
  expect(methods).toEqual(['POST', 'PATCH', 'HEAD', 'PATCH']);
});

test('a refused upload says why and ends with 3', async () => {
  const finding = { code: 'bundle.altered', level: 'refuse', text: 'manifest.json was altered.', remedy: null };
  const { report } = new Refusal(3, 'The upload was refused.');
  const result = { id: null, origin: null, findings: [finding] };
  await using server = await uploadServer(0, { state: 'failed', result, error: report }).server;
  const file = path.join(folder, 'bundle.tar');
  writeFileSync(file, bundle);
  const ended = await holdfast(['upload', file], { ...server.env, XDG_CACHE_HOME: path.join(folder, 'cache') });
  expect(ended).toMatchObject({ exit: 3, stderr: expect.stringContaining('The upload was refused.') });
  expect(JSON.parse(ended.stdout)).toEqual(result);
});
