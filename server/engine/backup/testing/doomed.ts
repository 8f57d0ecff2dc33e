/**
 * A process that runs a backup and kills itself with SIGKILL as soon as a container of the project is in a state:
 * `node doomed.ts <folder> <helper image> <instance> <job> <paused|exited> [pid]`. With a pid that process dies first.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { jobIdSchema } from '../../../archive/ids.ts';
import { getJob } from '../../../store/index.ts';
import { openShopEngine } from '../../restore/testing/engine.ts';
import { runTaken } from '../../restore/testing/run-job.ts';
import { backupHandler } from '../index.ts';

const [folder = '', helperImage = '', instance = '', job = '', state = '', pid] = process.argv.slice(2);
const deps = await openShopEngine(folder, helperImage, instance);
const { project } = await getJob(deps.db, job);
const running = runTaken(deps.db, backupHandler(deps), jobIdSchema.parse(job));
running.catch(() => undefined);
const filters = { label: [`com.docker.compose.project=${project}`], status: [state] };
while ((await deps.docker.listContainers({ all: true, filters })).length === 0) await pause(5);
if (pid) process.kill(Number(pid), 'SIGKILL');
process.kill(process.pid, 'SIGKILL');
