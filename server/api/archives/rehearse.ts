import { getArchive } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { archiveInput, idempotencyKeySchema, jobStarted } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Restores the archive into scratch, compares, and removes everything. The job's result is a RehearsalReport. */
export const rehearse = procedure.operator
  .input(archiveInput.extend({ idempotencyKey: idempotencyKeySchema.optional() }))
  .output(jobStarted)
  .mutation(async ({ ctx, input: { id, ...key } }) => {
    ctx.says(`Rehearse archive ${id}.`);
    const { project } = await getArchive(ctx.app.deps.db, id);
    return ask(ctx.app, ctx.actor, {
      kind: 'rehearse',
      project,
      args: { archiveId: id },
      subject: `Rehearse archive ${id}`,
      archiveId: id,
      ...key,
    });
  });
