import type { RehearsalReport } from '../../server/contract/rehearsals.ts';
import type { Command } from '../command.ts';
import { newKey, refuseUnlessDone, waitForJob } from '../job.ts';
import { archiveId } from '../words.ts';

export const rehearse: Command = {
  name: 'rehearse',
  usage: 'ID',
  summary: 'Restore an archive into scratch volumes and a scratch database, compare, and remove them.',
  example: 'holdfast rehearse 20240501-120000-3fa9',
  async run(context) {
    const id = archiveId(context.words[0]);
    const { jobId } = await context.api().archives.rehearse.mutate({ id, idempotencyKey: newKey() });
    const job = await waitForJob(context, jobId);
    const report = job.result as RehearsalReport | null;
    context.print({
      jobId,
      state: job.state,
      checked: report?.checked ?? null,
      findings: report?.findings ?? [],
      restoreMs: report?.restoreMs ?? null,
    });
    refuseUnlessDone(job);
  },
};
