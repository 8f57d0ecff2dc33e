import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ArchiveId, JobId } from '../../../archive/ids.ts';
import type { JobEnd } from '../../../store/index.ts';
import type { Shop } from '../../backup/testing/shop.ts';
import { restoreHandler, undoHandler } from '../index.ts';
import { recording, runTaken, takenJob } from './run-job.ts';

const run = promisify(execFile);

/** Restores into a shop. @throws what the job threw, or its log where it ended otherwise than well */
export async function restoreInto(shop: Shop, id: ArchiveId, more: object = {}) {
  const { deps, project } = shop;
  const job = await takenJob(deps.db, 'restore', project, { id, project, safetyBackup: false, ...more });
  const told = recording();
  const end = await runTaken(deps.db, restoreHandler(deps), job, told);
  return { job, end: succeeded(end, told.told.lines) };
}

export async function undoIn(shop: Shop, jobId: JobId) {
  const { deps, project } = shop;
  const job = await takenJob(deps.db, 'undo', project, { jobId, project, safetyBackup: false });
  const told = recording();
  const end = await runTaken(deps.db, undoHandler(deps), job, told);
  return { job, end: succeeded(end, told.told.lines) };
}

function succeeded(end: JobEnd, lines: string[]): JobEnd {
  if (end.state !== 'succeeded') throw new Error(`the job ${end.state}:\n${lines.join('\n')}`);
  return end;
}

/** Files of a folder with their text, as a service sees them. */
export async function textsIn(shop: Shop, service: string, folder: string): Promise<string> {
  const script = 'cd "$1" && for f in *; do [ -e "$f" ] && printf "%s=%s " "$f" "$(cat "$f")"; done; true';
  const { stdout } = await run('docker', ['exec', shop.container(service), 'sh', '-c', script, 'sh', folder]);
  return stdout.trim();
}

/** What restores left in a folder of the host. */
export async function holdfastNames(folder: string): Promise<string[]> {
  const { stdout } = await run('find', [folder, '-maxdepth', '1', '-name', '.holdfast-*', '-printf', '%f\n']);
  return stdout.split('\n').filter(Boolean).sort();
}

/** The directory beside whose `_data` a volume's other folders stand. */
export const directoryOf = (shop: Shop, key: string) => join(shop.files(key), '..');
