import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ErrorReport } from '../server/errors/error.ts';
import { unreachable } from './api.ts';
import { BundleCheck } from './bundle-check.ts';
import type { Context } from './command.ts';
import { exitOf, Failure, textOf } from './failure.ts';
import { size } from './progress.ts';

export type Downloaded = { file: string; bytes: number; sha256: string };

/**
 * Downloads an archive's bundle into `<file>.part` and renames it when it is whole. A cut connection is taken up again
 * where it broke, in this run or in a later one; the server's tag tells whether it still is the same archive, and the
 * SHA256SUMS in it whether what stands on the disk is what was sealed.
 */
export async function downloadTo(context: Context, id: string, file: string): Promise<Downloaded> {
  const part = `${file}.part`;
  const total = await fetchWhole(context, id, part);
  const check = new BundleCheck();
  const { bytes, sha256 } = await hashOf(part, (chunk) => check.push(chunk));
  if (bytes !== total)
    throw new Failure(1, `${part} has ${bytes} bytes instead of ${total}. Run the same command again to complete it.`);
  const problem = check.problem();
  if (problem !== null) {
    await Promise.all([part, tagFile(part)].map((each) => rm(each, { force: true })));
    throw new Failure(1, `The download is damaged: ${problem}. It was thrown away. Run the same command again.`);
  }
  await rename(part, file);
  await rm(tagFile(part), { force: true });
  context.progress('');
  return { file, bytes, sha256 };
}

/** @returns the whole bundle's bytes, which now stand in `part`. */
async function fetchWhole(context: Context, id: string, part: string): Promise<number> {
  let have = (await startOf(part))?.bytes ?? 0;
  for (let attempt = 1, began = false; ; attempt++) {
    try {
      return await fetchRest(context, id, part);
    } catch (error) {
      const now = (await startOf(part))?.bytes ?? 0;
      if (now > have) attempt = 1;
      have = now;
      // A refusal stays one. A server that does not answer may be starting again, once it has answered.
      const final = error instanceof Failure && (error.exit !== 4 || !began);
      if (final || attempt === attempts) throw error;
      began = true;
      context.progress(`The connection was cut; going on (${attempt} of ${attempts - 1})`);
      await delay(pauseMs * attempt);
    }
  }
}

/** In a row, without a byte more. */
const attempts = 6;
const pauseMs = 500;
const tagFile = (part: string): string => `${part}.etag`;

/** @returns the whole bundle's bytes. */
async function fetchRest(context: Context, id: string, part: string): Promise<number> {
  const { url, token } = context.server();
  const have = await startOf(part);
  const response = await ask(new URL(`/api/archives/${id}/download`, url), {
    authorization: `Bearer ${token}`,
    ...(have ? { range: `bytes=${have.bytes}-`, 'if-range': have.etag } : {}),
  });
  // The part is complete already: only the renaming was missed.
  if (response.status === 416 && have) return lengthAfterSlash(response);
  if (!response.ok || !response.body) throw await refusalOf(response);
  const goesOn = response.status === 206;
  const total = goesOn ? lengthAfterSlash(response) : Number(response.headers.get('content-length'));
  const etag = response.headers.get('etag');
  if (!goesOn) await rm(part, { force: true });
  if (etag) await writeFile(tagFile(part), etag);
  let bytes = goesOn ? (have?.bytes ?? 0) : 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      context.progress(`Downloading ${id}: ${size(bytes)} of ${size(total)}`);
      done(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
  await pipeline(body, count, createWriteStream(part, { flags: goesOn ? 'a' : 'w', mode: 0o600 }));
  return total;
}

/** What an earlier try left behind, if it can be gone on with. */
async function startOf(part: string): Promise<{ bytes: number; etag: string } | null> {
  try {
    const [{ size: bytes }, etag] = await Promise.all([stat(part), readFile(tagFile(part), 'utf8')]);
    return bytes > 0 ? { bytes, etag } : null;
  } catch {
    return null;
  }
}

async function ask(url: URL, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw unreachable(url.origin, cause);
  }
}

async function refusalOf(response: Response): Promise<Failure> {
  const text = await response.text();
  try {
    const { report }: { report: ErrorReport } = JSON.parse(text);
    return new Failure(exitOf(report), textOf(report));
  } catch {
    return new Failure(response.status >= 500 ? 4 : 3, `The server answered ${response.status}.`);
  }
}

const lengthAfterSlash = (response: Response): number =>
  Number(response.headers.get('content-range')?.split('/')[1] ?? Number.NaN);

/** Read back from the disk: what counts is what stands there. */
export async function hashOf(
  file: string,
  onChunk: (chunk: Buffer) => void = () => {},
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    onChunk(chunk as Buffer);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
