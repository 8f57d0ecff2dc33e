import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../../storage/index.ts';
import { type Database, findJob, getUpload, listUploads, migrate, openDatabase } from '../../store/index.ts';
import { abandonedAfterMs, tidyUploads } from './tidy-uploads.ts';
import { openUploads, type UploadServer } from './upload-server.ts';

let folder = '';
let store: Store;
let db: Database;
let uploads: UploadServer;
let now = new Date();
const clock = () => now;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-uploads-'));
  store = await openStore(join(folder, 'store'));
  db = openDatabase(folder);
  await migrate(db);
  now = new Date();
  uploads = openUploads({ store, db, clock });
});
afterEach(async () => {
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: ReadableStream | Uint8Array<ArrayBuffer>,
) {
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: { 'Tus-Resumable': '1.0.0', ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  } as RequestInit);
  return uploads.handle(request, 'ada');
}

async function begin(bytes: number): Promise<string> {
  const filename = Buffer.from('shop.tar').toString('base64');
  const response = await send('POST', '/api/uploads', {
    'Upload-Length': String(bytes),
    'Upload-Metadata': `filename ${filename}`,
  });
  expect(response.status).toBe(201);
  return new URL(response.headers.get('location') ?? '', 'http://localhost').pathname;
}

function piece(path: string, offset: number, body: ReadableStream | Uint8Array<ArrayBuffer>) {
  return send(
    'PATCH',
    path,
    { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' },
    body,
  );
}

async function offsetOf(path: string): Promise<number> {
  return Number((await send('HEAD', path, {})).headers.get('upload-offset'));
}

const idOf = (path: string) => path.split('/').at(-1) ?? '';

test('64 MiB that are cut in the middle go on where they ended, arrive bit by bit, and queue one import', async () => {
  const content = randomBytes(64 * 1024 * 1024);
  const path = await begin(content.length);
  const cutAt = 21 * 1024 * 1024 + 7;
  let sent = 0;
  const cut = new ReadableStream({
    pull(controller) {
      if (sent >= cutAt) return controller.error(new Error('the network is gone'));
      const end = Math.min(sent + 1024 * 1024, cutAt);
      controller.enqueue(content.subarray(sent, end));
      sent = end;
    },
  });
  await piece(path, 0, cut).catch(() => undefined);
  const offset = await offsetOf(path);
  expect(offset).toBeGreaterThan(0);
  expect(offset).toBeLessThan(content.length);
  const last = await piece(path, offset, content.subarray(offset));
  expect(last.status).toBe(204);

  const id = idOf(path);
  expect(await hashOf(join(store.uploadsFolder, id))).toBe(createHash('sha256').update(content).digest('hex'));
  const job = await findJob(db, last.headers.get('holdfast-job') ?? '');
  expect(job).toMatchObject({ kind: 'import', state: 'queued', args: { uploadId: id }, createdBy: 'ada' });
  expect(await getUpload(db, id)).toMatchObject({
    file: 'shop.tar',
    state: 'checking',
    received: content.length,
    jobId: job?.id,
  });
  expect((await stat(join(store.uploadsFolder, id))).size).toBe(content.length);
});

test('an upload larger than what the store could hold is refused before a byte of it comes', async () => {
  const { freeBytes } = await store.space();
  const response = await send('POST', '/api/uploads', { 'Upload-Length': String(freeBytes) });
  expect(response.status).toBe(413);
  expect(await readdir(store.uploadsFolder)).toEqual([]);
  expect(await listUploads(db)).toEqual([]);
});

test('a piece at the wrong place changes nothing', async () => {
  const path = await begin(10);
  expect((await piece(path, 5, new Uint8Array(5))).status).toBe(409);
  expect(await offsetOf(path)).toBe(0);
});

test.each(['/api/uploads/..%2f..%2fsecret', '/api/uploads/..', '/api/uploads/archives', '/api/uploads/%00'])(
  '%s names no upload',
  async (path) => {
    await writeFile(join(folder, 'secret'), 'secret');
    expect((await send('HEAD', path, {})).status).toBe(404);
    expect((await piece(path, 0, new Uint8Array(5))).status).toBe(404);
  },
);

test('no page of another origin is let in', async () => {
  const response = await send('OPTIONS', '/api/uploads', { Origin: 'http://elsewhere.example' });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});

test('an upload that nothing came for in a day is cleared away and says so; a fresh one stays', async () => {
  const old = idOf(await begin(10));
  const fresh = idOf(await begin(10));
  const past = new Date(now.getTime() - abandonedAfterMs - 1000);
  await utimes(join(store.uploadsFolder, old), past, past);
  expect((await tidyUploads({ store, db, clock })).abandoned).toEqual([old]);
  expect((await readdir(store.uploadsFolder)).sort()).toEqual([fresh, `${fresh}.json`].sort());
  expect(await getUpload(db, old)).toMatchObject({ state: 'abandoned', findings: [{ code: 'abandoned' }] });
});

test('an upload that had arrived whole when the process died is queued at the next start, once', async () => {
  const id = idOf(await begin(4));
  await writeFile(join(store.uploadsFolder, id), 'full');
  expect((await tidyUploads({ store, db, clock })).queued).toEqual([id]);
  expect((await tidyUploads({ store, db, clock })).queued).toEqual([]);
});

test('files that no upload owns are removed at start', async () => {
  await writeFile(join(store.uploadsFolder, 'left'), 'left');
  expect((await tidyUploads({ store, db, clock })).removed).toEqual(['left']);
});

test('an upload that is given up takes its bytes along', async () => {
  const path = await begin(10);
  expect((await send('DELETE', path, {})).status).toBe(204);
  expect(await readdir(store.uploadsFolder)).toEqual([]);
});

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
