/**
 * A process that runs a backup and kills itself with SIGKILL as soon as a container of the project is in a state:
 * `node doomed.ts <folder> <helper image> <instance> <job> <paused|exited>`.
 */
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jobIdSchema } from '../../../archive/ids.ts';
import { signerOf } from '../../../archive/signing.ts';
import { connectDocker } from '../../../docker/index.ts';
import { openStore } from '../../../storage/index.ts';
import { getJob, openDatabase } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { runTaken } from '../../restore/testing/run-job.ts';
import { backupHandler } from '../index.ts';

const [folder = '', helperImage = '', instance = '', job = '', state = ''] = process.argv.slice(2);
const deps: EngineDeps = {
  docker: connectDocker(),
  helperImage,
  instance,
  holdfast: '0.1.0',
  store: await openStore(join(folder, 'store')),
  db: openDatabase(folder),
  signer: signerOf(generateKeyPairSync('ed25519').privateKey),
  clock: () => new Date(),
  undoDays: 7,
};
const { project } = await getJob(deps.db, job);
const running = runTaken(deps.db, backupHandler(deps), jobIdSchema.parse(job));
running.catch(() => undefined);
const filters = { label: [`com.docker.compose.project=${project}`], status: [state] };
while ((await deps.docker.listContainers({ all: true, filters })).length === 0) await pause(5);
process.kill(process.pid, 'SIGKILL');
