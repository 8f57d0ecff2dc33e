import type { Command } from '../command.ts';
import { newKey } from '../job.ts';
import { finishRestore } from '../restore.ts';
import { jobId, refuseWithoutYes } from '../words.ts';

export const undo: Command = {
  name: 'undo',
  usage: 'JOB',
  summary: 'Undo a restore while its old side is kept.',
  options: { yes: { type: 'boolean' } },
  explain: { yes: 'Do it: what was written since the restore leaves the live side.' },
  example: 'holdfast undo k3v0x9q2m1ab --yes',
  async run(context) {
    const restore = jobId(context.words[0]);
    refuseWithoutYes(context, `This would undo the restore ${restore}.`);
    const started = await context.api().restores.undo.mutate({ jobId: restore, idempotencyKey: newKey() });
    await finishRestore(context, started.jobId);
  },
};
