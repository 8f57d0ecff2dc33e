import { z } from 'zod';
import { setArchiveNote } from '../../store/index.ts';
import { archiveInput, nothing } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const note = procedure.operator
  .input(archiveInput.extend({ note: z.string().max(2000) }))
  .output(nothing)
  .mutation(async ({ ctx, input }) => {
    ctx.says(`Change the note of archive ${input.id}.`);
    await setArchiveNote(ctx.app.deps.db, input.id, input.note);
    return {};
  });
