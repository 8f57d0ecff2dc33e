import { rehearsalSchema } from '../../contract/rehearsals.ts';
import { archiveInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { newestRehearsal } from '../views/rehearsal.ts';

/** The newest rehearsal of an archive, under way or ended; null when there was none. */
export const rehearsal = procedure.viewer
  .input(archiveInput)
  .output(rehearsalSchema.nullable())
  .query(({ ctx, input: { id } }) => newestRehearsal(ctx.app.deps.db, { archiveId: id }));
