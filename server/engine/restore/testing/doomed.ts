/**
 * A process that runs a restore or an undo and kills itself with SIGKILL a moment after a stage has begun:
 * `node doomed.ts <folder> <helper image> <job> <stage> <ms> <layout> <instance>`.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { jobIdSchema } from '../../../archive/ids.ts';
import { getJob } from '../../../store/index.ts';
import { restoreHandler, undoHandler } from '../index.ts';
import { openEngine, openShopEngine } from './engine.ts';
import { recording, runTaken } from './run-job.ts';

const [folder = '', helperImage = '', job = '', stage = '', ms = '0', layout = 'engine', instance = ''] =
  process.argv.slice(2);
const deps = await (layout === 'shop'
  ? openShopEngine(folder, helperImage, instance)
  : openEngine(folder, helperImage));
const die = () => process.kill(process.pid, 'SIGKILL');
const told = recording((name) => {
  if (name !== stage) return;
  if (Number(ms) === 0) die();
  void delay(Number(ms)).then(die);
});
const id = jobIdSchema.parse(job);
const { kind } = await getJob(deps.db, id);
await runTaken(deps.db, kind === 'undo' ? undoHandler(deps) : restoreHandler(deps), id, told);
