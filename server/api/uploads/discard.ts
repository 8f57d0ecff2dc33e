import { z } from 'zod';
import { fail } from '../../errors/error.ts';
import { changeUpload, getUpload } from '../../store/index.ts';
import { nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { removeUploadedBytes } from '../views/uploaded-bytes.ts';

/** Clears an upload away: its bytes go, the list says that it was given up. */
export const discard = procedure.admin
  .input(z.object({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }))
  .output(nothing)
  .mutation(async ({ ctx, input: { id } }) => {
    ctx.says(`Discard the upload ${id}.`);
    const { db, store } = ctx.app.deps;
    const upload = await getUpload(db, id);
    if (upload.state === 'checking') throw fail('api.upload-busy', { id });
    await removeUploadedBytes(store, id);
    if (upload.state === 'receiving' || upload.state === 'kept') await changeUpload(db, id, { state: 'abandoned' });
    return {};
  });
