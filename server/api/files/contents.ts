import { archiveContentsSchema } from '../../contract/files.ts';
import { contentsOf } from '../../engine/browse/index.ts';
import { archiveInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Volumes and tables of an archive. */
export const contents = procedure.viewer
  .input(archiveInput)
  .output(archiveContentsSchema)
  .query(({ ctx, input }) => contentsOf(ctx.app.deps, input.id));
