/**
 * A process that runs a rehearsal and kills itself with SIGKILL as soon as something of a stage is there:
 * `node doomed.ts <folder> <helper image> <job> <stage>`.
 */
import { jobIdSchema } from '../../../archive/ids.ts';
import { openEngine } from '../../restore/testing/engine.ts';
import { recording, runTaken } from '../../restore/testing/run-job.ts';
import { rehearseHandler } from '../index.ts';

const [folder = '', helperImage = '', job = '', stage = ''] = process.argv.slice(2);
const deps = await openEngine(folder, helperImage);
const told = recording((name) => {
  if (name === stage) process.kill(process.pid, 'SIGKILL');
});
await runTaken(deps.db, rehearseHandler(deps), jobIdSchema.parse(job), told);
