import { createReadStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { DetailedError, FileUrlStorage, Upload } from 'tus-js-client';
import type { ErrorReport } from '../server/errors/error.ts';
import { unreachable } from './api.ts';
import type { Context } from './command.ts';
import { exitOf, Failure, textOf, wrongUse } from './failure.ts';
import { size } from './progress.ts';

/** Small enough for every proxy's and server's limits, large enough to cost nothing. */
const pieceBytes = 32 * 1024 * 1024;

/**
 * Sends a file by tus, in pieces; one that was cut, in this run or an earlier one, goes on where it ended.
 * @returns the upload's id.
 */
export async function sendFile(context: Context, file: string): Promise<string> {
  await refuseUnlessFile(file);
  const { url, token } = context.server();
  const storage = new FileUrlStorage(await memoryFile(context.env));
  const finished = Promise.withResolvers<void>();
  const upload = new Upload(createReadStream(file), {
    endpoint: new URL('/api/uploads', url).href,
    headers: { authorization: `Bearer ${token}` },
    metadata: { filename: path.basename(file) },
    chunkSize: pieceBytes,
    retryDelays: [0, 1000, 2000, 4000, 8000, 16000],
    urlStorage: storage,
    removeFingerprintOnSuccess: true,
    onError: (error) => finished.reject(failureOf(error, url)),
    onProgress: (sent, total) => context.progress(`Uploading ${file}: ${size(sent)} of ${size(total)}`),
    onSuccess: () => finished.resolve(),
  });
  const earlier = (await upload.findPreviousUploads()).find(({ uploadUrl }) => uploadUrl?.startsWith(url));
  if (earlier) upload.resumeFromPreviousUpload(earlier);
  upload.start();
  await finished.promise;
  context.progress('');
  return upload.url?.split('/').at(-1) ?? '';
}

async function refuseUnlessFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found) throw wrongUse(`There is no file ${file}.`);
  if (!found.isFile()) throw wrongUse(`${file} is no file.`);
  if (found.size === 0) throw wrongUse(`${file} is empty.`);
}

/** Where unfinished uploads are remembered; tus locks it, so it must exist. */
async function memoryFile(env: NodeJS.ProcessEnv): Promise<string> {
  const folder = path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'holdfast');
  const file = path.join(folder, 'uploads.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, '{}', { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return file;
}

function failureOf(error: Error, url: string): Failure {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return unreachable(url, error.message);
  const report = reportIn(response.getBody());
  if (report) return new Failure(exitOf(report), textOf(report));
  return new Failure(
    response.getStatus() >= 500 ? 4 : 3,
    `The server refused the upload: ${response.getStatus()} ${response.getBody()}`.trim(),
  );
}

function reportIn(body: string): ErrorReport | undefined {
  try {
    return JSON.parse(body).report;
  } catch {
    return undefined;
  }
}
