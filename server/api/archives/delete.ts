import { getArchive } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { archiveInput, idempotencyKeySchema, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

export const deleteArchive = procedure.admin
  .input(archiveInput.extend({ idempotencyKey: idempotencyKeySchema.optional() }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { id, ...key } }) => {
    ctx.says(`Delete archive ${id}.`);
    const { project } = await getArchive(ctx.app.deps.db, id);
    return ask(ctx.app, ctx.actor, {
      kind: 'delete',
      project,
      args: { archiveId: id },
      subject: `Delete archive ${id}`,
      archiveId: id,
      ...key,
    });
  });
