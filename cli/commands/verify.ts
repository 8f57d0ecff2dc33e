import type { Finding } from '../../server/archive/finding.ts';
import type { Command } from '../command.ts';
import { newKey, refuseUnlessDone, waitForJob } from '../job.ts';
import { archiveId } from '../words.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'ID',
  summary: 'Read every byte of an archive again and compare it with its manifest.',
  example: 'holdfast verify 20240501-120000-3fa9',
  async run(context) {
    const id = archiveId(context.words[0]);
    const { jobId } = await context.api().archives.verify.mutate({ id, idempotencyKey: newKey() });
    const job = await waitForJob(context, jobId);
    const result = job.result as { checked?: unknown; findings?: Finding[] } | null;
    context.print({
      jobId,
      state: job.state,
      checked: result?.checked ?? null,
      findings: result?.findings ?? [],
    });
    refuseUnlessDone(job);
  },
};
