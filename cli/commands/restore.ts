import type { Command } from '../command.ts';
import { newKey } from '../job.ts';
import { finishRestore } from '../restore.ts';
import { archiveId, parts, refuseWithoutYes } from '../words.ts';

export const restore: Command = {
  name: 'restore',
  usage: 'ID',
  summary: 'Restore an archive into the installation, after a safety backup.',
  options: {
    yes: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    'no-start': { type: 'boolean' },
    'no-safety-backup': { type: 'boolean' },
    'accept-foreign': { type: 'boolean' },
  },
  explain: {
    yes: 'Do it: what the installation holds now is replaced.',
    only: 'Only a part: database, or volume=NAME; may be given several times. What comes back and what stays are then no longer one pair.',
    'no-start': 'Leave the services stopped, so that other images can be put in place first.',
    'no-safety-backup': 'Do not back up before; what is there now may then be lost.',
    'accept-foreign': 'Accept an archive that another key has signed.',
  },
  example: 'holdfast restore 20240501-120000-3fa9 --yes',
  async run(context) {
    const { api, options } = context;
    const noStart = options.flag('no-start');
    const safetyBackup = !options.flag('no-safety-backup');
    const only = parts(options.list('only'));
    const id = archiveId(context.words[0]);
    refuseWithoutYes(context, `This would replace what the installation holds by archive ${id}.`);
    const { confirm, project } = await api().restores.plan.query({
      id,
      project: options.text('project'),
      noStart,
      only,
      safetyBackup,
    });
    const { jobId } = await api().restores.start.mutate({
      ...{ id, project, confirm },
      only,
      noStart,
      safetyBackup,
      acceptForeign: options.flag('accept-foreign'),
      idempotencyKey: newKey(),
    });
    await finishRestore(context, jobId);
  },
};
