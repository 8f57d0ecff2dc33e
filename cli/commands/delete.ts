import type { Command } from '../command.ts';
import { newKey, refuseUnlessDone, waitForJob } from '../job.ts';
import { archiveId, refuseWithoutYes } from '../words.ts';

export const deleteArchive: Command = {
  name: 'delete',
  usage: 'ID',
  summary: 'Delete an archive. Layers that others need stay.',
  options: { yes: { type: 'boolean' } },
  explain: { yes: 'Do it: an archive cannot be brought back.' },
  example: 'holdfast delete 20240501-120000-3fa9 --yes',
  async run(context) {
    const id = archiveId(context.words[0]);
    refuseWithoutYes(context, `This would delete archive ${id} for good.`);
    const { jobId } = await context.api().archives.delete.mutate({ id, idempotencyKey: newKey() });
    const job = await waitForJob(context, jobId);
    const result = job.result as { freedBytes?: number } | null;
    refuseUnlessDone(job);
    context.print({ jobId, state: job.state, id, freedBytes: result?.freedBytes ?? 0 });
  },
};
