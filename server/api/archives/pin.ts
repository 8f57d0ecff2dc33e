import { z } from 'zod';
import { archiveSchema } from '../../contract/documents.ts';
import { getArchive, setArchivePinned } from '../../store/index.ts';
import { archiveInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** A pinned archive is kept whatever retention says. */
export const pin = procedure.operator
  .input(archiveInput.extend({ pinned: z.boolean() }))
  .output(archiveSchema)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`${input.pinned ? 'Pin' : 'Unpin'} archive ${input.id}.`);
    await setArchivePinned(ctx.app.deps.db, input.id, input.pinned);
    return getArchive(ctx.app.deps.db, input.id);
  });
