import { archiveDetailSchema } from '../../contract/archives.ts';
import { archiveInput } from '../inputs.ts';
import { procedure } from '../procedure.ts';
import { archiveDetail } from '../views/archive-detail.ts';

export const get = procedure.viewer
  .input(archiveInput)
  .output(archiveDetailSchema)
  .query(({ ctx, input }) => archiveDetail(ctx.app, input.id));
