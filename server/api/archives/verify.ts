import { getArchive } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { archiveInput, idempotencyKeySchema, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Reads every byte of the archive again. */
export const verify = procedure.operator
  .input(archiveInput.extend({ idempotencyKey: idempotencyKeySchema.optional() }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { id, ...key } }) => {
    ctx.says(`Verify archive ${id}.`);
    const { project } = await getArchive(ctx.app.deps.db, id);
    return ask(ctx.app, ctx.actor, {
      kind: 'verify',
      project,
      args: { archiveId: id },
      subject: `Verify archive ${id}`,
      archiveId: id,
      ...key,
    });
  });
