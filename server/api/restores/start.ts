import { z } from 'zod';
import { partsSchema } from '../../contract/restores.ts';
import { fail } from '../../errors/error.ts';
import { getArchive } from '../../store/index.ts';
import { ask } from '../ask.ts';
import { archiveInput, idempotencyKeySchema, jobStarted, projectSchema } from '../inputs.ts';
import { procedure } from '../procedure.ts';

/** Starts a restore, into the archive's own installation unless another is named. The word typed for consent is the installation's name, as the plan shows it. */
export const start = procedure.admin
  .input(
    archiveInput.extend({
      project: projectSchema.optional(),
      confirm: z.string().max(255),
      safetyBackup: z.boolean().default(true),
      noStart: z.boolean().default(false),
      acceptForeign: z.boolean().default(false),
      /** Parts alone, as `database` or `volume=NAME`; absent: the whole archive. */
      only: partsSchema.optional(),
      idempotencyKey: idempotencyKeySchema.optional(),
    }),
  )
  .output(jobStarted)
  .mutation(async ({ ctx, input: { id, project, confirm, only, idempotencyKey, ...choices } }) => {
    const what = only ? `${only.join(', ')} of archive ${id}` : `archive ${id}`;
    ctx.says(`Restore ${what} into ${project ?? 'the installation'}.`);
    const named = project ?? (await getArchive(ctx.app.deps.db, id)).project;
    if (confirm !== named) throw fail('api.not-confirmed', { word: named });
    return ask(ctx.app, ctx.actor, {
      kind: 'restore',
      project: named,
      args: { id, project: named, only: only ?? null, ...choices },
      subject: `Restore ${what} into ${named}`,
      archiveId: id,
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  });
