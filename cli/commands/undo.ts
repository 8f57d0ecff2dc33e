import type { Command } from '../command.ts';
import { newKey } from '../job.ts';
import { finishRestore } from '../restore.ts';
import { jobId, refuseWithoutYes } from '../words.ts';

export const undo: Command = {
  name: 'undo',
  usage: 'JOB',
  summary: 'Undo a restore while its old side is kept, after a safety backup. An undo can be undone too.',
  options: { yes: { type: 'boolean' }, 'no-start': { type: 'boolean' }, 'no-safety-backup': { type: 'boolean' } },
  explain: {
    yes: 'Do it: what was written since the restore leaves the live side.',
    'no-start': 'Leave the services stopped, so that other images can be put in place first.',
    'no-safety-backup': 'Do not back up before; what was written since is then kept beside the live data only.',
  },
  example: 'holdfast undo k3v0x9q2m1ab --yes',
  async run(context) {
    const restore = jobId(context.words[0]);
    refuseWithoutYes(context, `This would undo the restore ${restore}.`);
    const { api, options } = context;
    const noStart = options.flag('no-start');
    const safetyBackup = !options.flag('no-safety-backup');
    const { confirm } = await api().restores.undoPlan.query({ jobId: restore, noStart, safetyBackup });
    const started = await api().restores.undo.mutate({
      ...{ jobId: restore, confirm, noStart, safetyBackup },
      idempotencyKey: newKey(),
    });
    await finishRestore(context, started.jobId);
  },
};
