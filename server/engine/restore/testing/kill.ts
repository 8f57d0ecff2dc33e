import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JobId } from '../../../archive/ids.ts';
import type { EngineDeps } from '../../dependencies.ts';

const run = promisify(execFile);

/** Where a process finds the Holdfast whose job it runs: of `openEngine`, or of a shop's test world. */
export type Doomed = { folder: string; deps: EngineDeps; layout?: 'engine' | 'shop' };

/** Runs a taken job in a process of its own that kills itself with SIGKILL `ms` after a stage has begun. */
export async function killIn({ folder, deps, layout = 'engine' }: Doomed, id: JobId, stage: string, ms: number) {
  const doomed = join(import.meta.dirname, 'doomed.ts');
  const args = [doomed, folder, deps.helperImage, id, stage, String(ms), layout, deps.instance];
  const death = await run(process.execPath, args).catch((error) => error);
  if (death.signal !== 'SIGKILL') throw new Error(`the job ended before it was killed in ${stage}: ${death.stderr}`);
}
