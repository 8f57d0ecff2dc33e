import { chmod, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { hostPathOf, runSidecar } from '../docker/index.ts';
import { fail } from '../errors/error.ts';
import type { PostgresDeps } from './deps.ts';
import { formatOfDump } from './dump-header.ts';
import type { StageSpec } from './load.ts';
import { applicationName } from './names.ts';
import { firstError } from './tool-error.ts';

/** The dump as pg_restore wants it: a plain file, since several jobs read it at once. Disposing removes it. */
export type ExpandedDump = AsyncDisposable & { folder: string };

/** @throws `postgres.dump-unreadable` for what is no custom-format dump. */
export async function expandDump(spec: StageSpec): Promise<ExpandedDump> {
  const folder = await mkdtemp(path.join(spec.folder.path, 'load-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await chmod(folder, 0o755);
    await spec.pack.order(
      'pipe.expand',
      { file: spec.dump, into: `/out/${path.basename(folder)}/dump`, limitBytes: spec.limitBytes },
      { signal: spec.signal, onProgress: ({ bytes }) => spec.onProgress?.({ step: 'expand', bytes }) },
    );
    if ((await formatOfDump(path.join(folder, 'dump'))) === null)
      throw fail('postgres.dump-unreadable', { database: spec.database.name });
    return { folder, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Runs pg_restore of the database's own image; its exit code decides.
 * @param target.tablespaces false: the server lacks some of them, everything goes into the default one.
 */
export async function runRestore(
  deps: PostgresDeps,
  spec: StageSpec,
  target: { staged: string; expanded: ExpandedDump; tablespaces: boolean },
): Promise<void> {
  const access = await spec.link.tools();
  const options = ['--exit-on-error', '--no-password', '--jobs=2', ...(target.tablespaces ? [] : ['--no-tablespaces'])];
  const result = await runSidecar(deps, {
    job: spec.folder.job,
    role: 'load',
    image: access.image,
    command: ['pg_restore', ...options, `--dbname=${target.staged}`, '/load/dump'],
    network: access.network,
    env: { ...access.env, PGAPPNAME: applicationName(spec.folder.job, 'load') },
    mounts: [
      {
        kind: 'bind',
        source: await hostPathOf(deps.docker, target.expanded.folder),
        target: '/load',
        readOnly: true,
      },
      ...access.mounts,
    ],
    signal: spec.signal,
  });
  if (result.exitCode !== 0)
    throw fail('postgres.load-failed', { database: spec.database.name, step: 'load', detail: firstError(result) });
}
