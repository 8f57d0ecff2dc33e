import { setTimeout as delay } from 'node:timers/promises';
import type { Finding } from '../../server/archive/finding.ts';
import type { Command, Context } from '../command.ts';
import { Failure } from '../failure.ts';
import { refuseUnlessDone, waitForJob } from '../job.ts';
import { sendFile } from '../upload.ts';

type Imported = { id: string | null; origin: string | null; findings: Finding[] };

export const upload: Command = {
  name: 'upload',
  usage: 'FILE',
  summary: 'Upload an archive; it is read and checked wholly before it can be restored. Goes on after a cut.',
  example: 'holdfast upload connectware.tar',
  async run(context) {
    const uploadId = await sendFile(context, context.words[0] ?? '');
    const job = await waitForJob(context, await importOf(context, uploadId));
    const result = job.result as Imported | null;
    // A refused one too says what was found.
    if (result) context.print({ id: result.id, origin: result.origin, findings: result.findings });
    refuseUnlessDone(job);
  },
};

/** The job that checks the upload: queued when the last byte has arrived. */
async function importOf(context: Context, uploadId: string): Promise<string> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const found = (await context.api().uploads.list.query()).find(({ id }) => id === uploadId);
    if (found?.jobId) return found.jobId;
    if (found && ['kept', 'refused', 'abandoned'].includes(found.state))
      throw new Failure(3, found.findings.map(({ text }) => text).join('\n') || 'The upload was given up.');
    await delay(500);
  }
  throw new Failure(1, `The upload ${uploadId} arrived, but nothing checks it. See the page Archives.`);
}
