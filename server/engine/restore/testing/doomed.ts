/**
 * A process that runs a restore and kills itself with SIGKILL a moment after a stage has begun:
 * `node doomed.ts <folder> <helper image> <job> <stage> <ms>`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { jobIdSchema } from '../../../archive/ids.ts';
import { restoreHandler } from '../index.ts';
import { openEngine } from './engine.ts';
import { recording, runTaken } from './run-job.ts';

const [folder = '', helperImage = '', job = '', stage = '', ms = '0'] = process.argv.slice(2);
const deps = await openEngine(folder, helperImage);
const die = () => process.kill(process.pid, 'SIGKILL');
const told = recording((name) => {
  if (name !== stage) return;
  if (Number(ms) === 0) die();
  void delay(Number(ms)).then(die);
});
await runTaken(deps.db, restoreHandler(deps), jobIdSchema.parse(job), told);
