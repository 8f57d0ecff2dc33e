import type { Command } from '../command.ts';
import { newKey, refuseUnlessDone, waitForJob } from '../job.ts';

export const restart: Command = {
  name: 'restart',
  usage: '[SERVICE]',
  summary: 'Restart the services that a restore left to be restarted, in order; or one.',
  example: 'holdfast restart --project connectware',
  async run(context) {
    const { jobId } = await context.api().restarts.start.mutate({
      project: context.options.text('project'),
      service: context.words[0],
      idempotencyKey: newKey(),
    });
    const job = await waitForJob(context, jobId);
    const result = job.result as { restarted?: unknown[] } | null;
    context.print({ jobId, state: job.state, restarted: result?.restarted ?? [] });
    refuseUnlessDone(job);
  },
};
