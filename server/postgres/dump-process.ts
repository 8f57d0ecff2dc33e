import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hostPathOf, runSidecar } from '../docker/index.ts';
import { fail } from '../errors/error.ts';
import type { Orders } from '../helper/protocol.ts';
import type { PostgresDeps } from './deps.ts';
import type { DumpSpec } from './dump.ts';
import { applicationName } from './names.ts';
import { firstError } from './tool-error.ts';

type Compressed = Orders['pipe.compress']['result'];

/** pg_dump and the compression behind it: both end well, or both are ended and the error of the first is thrown. */
export type DumpProcess = AsyncDisposable & {
  /** Names the snapshot it waits for. */
  tell(snapshot: string): Promise<void>;
  /** From then on what it writes is taken. */
  flow(): Promise<void>;
  /** pg_dump has ended well. What it wrote may still wait to be taken: a small dump finds room in the pipe. */
  written: Promise<void>;
  ended: Promise<Compressed>;
};

/** What the script ends with where pg_dump is older than the server. pg_dump itself would say so in the freeze only. */
const tooOld = 80;

/** The name of the snapshot comes through a FIFO; when the app dies, `read` meets its end and pg_dump never starts. */
const waitThenDump = [
  'said=$(pg_dump --version) && set -- $said && echo "$3" &&', // pg_dump (PostgreSQL) 15.18 …
  `{ [ "\${3%%[!0-9]*}" -ge "$SERVER_MAJOR" ] || exit ${tooOld}; } &&`,
  'read -r snapshot < /pipes/snapshot &&',
  'exec pg_dump --format=custom --compress=0 --no-password --no-sync --snapshot="$snapshot" --file=/pipes/dump',
].join(' ');

/** Starts both and returns when pg_dump's sidecar waits for the snapshot. */
export async function startDump(deps: PostgresDeps, spec: DumpSpec, stored: string): Promise<DumpProcess> {
  const folder = await mkdtemp(path.join(spec.folder.path, 'dump-'));
  await chmod(folder, 0o755);
  const snapshotPipe = path.join(folder, 'snapshot');
  await promisify(execFile)('mkfifo', ['-m', '600', '--', snapshotPipe]);

  const stop = new AbortController();
  const signal = AbortSignal.any([spec.signal, stop.signal]);
  const written = dump(deps, spec, folder, signal);
  const ended = together(compress(spec, folder, stored, signal), written, stop);
  ended.catch(() => undefined); // it may fail before somebody waits for it
  const dispose = async (): Promise<void> => {
    stop.abort(fail('postgres.dump-failed', { database: spec.database, detail: 'it was given up' }));
    await ended.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const writer = await Promise.race([writerOf(snapshotPipe, signal), ended]);
    if (!('write' in writer)) throw new Error('pg_dump ended before it began');
    return {
      written,
      ended,
      tell: async (snapshot) => {
        await writer.write(`${snapshot}\n`);
        await writer.close();
      },
      flow: async () => void (await spec.pack.order('pipe.flow', { fifo: fifoIn(folder) }, { signal })),
      async [Symbol.asyncDispose]() {
        await writer.close().catch(() => undefined);
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** As the helper sees it. */
const fifoIn = (folder: string) => `/out/${path.basename(folder)}/dump`;

async function compress(spec: DumpSpec, folder: string, stored: string, signal: AbortSignal): Promise<Compressed> {
  return await spec.pack.order(
    'pipe.compress',
    { fifo: fifoIn(folder), file: `/out/${stored}`, level: 3 },
    { signal, onProgress: ({ read, stored }) => spec.onProgress?.({ read, stored }) },
  );
}

async function dump(deps: PostgresDeps, spec: DumpSpec, folder: string, signal: AbortSignal): Promise<void> {
  const access = await spec.link.tools();
  const result = await runSidecar(deps, {
    job: spec.folder.job,
    role: 'dump',
    image: access.image,
    command: ['sh', '-c', waitThenDump],
    network: access.network,
    env: {
      ...access.env,
      PGDATABASE: spec.database, // as an argument, a name with = would be read as a connection string
      PGAPPNAME: applicationName(spec.folder.job, 'dump'),
      SERVER_MAJOR: String(spec.serverMajor),
    },
    mounts: [
      { kind: 'bind', source: await hostPathOf(deps.docker, folder), target: '/pipes', readOnly: false },
      ...access.mounts,
    ],
    signal,
  });
  if (result.exitCode === tooOld) {
    const params = { image: access.image, major: spec.serverMajor, tools: result.stdoutTail.trim() };
    throw fail('postgres.tools-too-old', params);
  }
  if (result.exitCode !== 0)
    throw fail('postgres.dump-failed', { database: spec.database, detail: firstError(result) });
}

/** When one fails the other is ended: a pipe whose writer never came would be waited for for ever. */
async function together(
  compressing: Promise<Compressed>,
  dumping: Promise<void>,
  stop: AbortController,
): Promise<Compressed> {
  compressing.catch((error) => stop.abort(error));
  dumping.catch((error) => stop.abort(error));
  const [compressed, dumped] = await Promise.allSettled([compressing, dumping]);
  if (compressed.status === 'fulfilled' && dumped.status === 'fulfilled') return compressed.value;
  throw stop.signal.reason; // of the first that failed
}

/** Opens the FIFO as soon as its reader stands there. */
async function writerOf(fifo: string, signal: AbortSignal): Promise<FileHandle> {
  for (;;) {
    try {
      return await open(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await pause(5);
      signal.throwIfAborted();
    }
  }
}
