import { z } from 'zod';
import { queueImport } from '../../engine/import/queue-import.ts';
import { fail } from '../../errors/error.ts';
import { getUpload } from '../../store/index.ts';
import { jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Checks an upload again that was kept after a failure of ours. Asked twice, it is one job. */
export const retry = procedure.admin
  .input(z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { id } }) => {
    ctx.says(`Check the upload ${id} again.`);
    const { db } = ctx.app.deps;
    const upload = await getUpload(db, id);
    if (upload.jobId !== null && upload.state === 'checking') return { jobId: upload.jobId };
    if (upload.state !== 'kept') throw fail('api.upload-not-kept', { id, state: upload.state });
    return { jobId: await queueImport(db, id) };
  });
