import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../../archive/ids.ts';
import { partsSchema } from '../../contract/restores.ts';

/** What the job kind `restore` is given. */
export const restoreArgsSchema = z.object({
  id: archiveIdSchema,
  project: z.string(),
  /** Takes a pinned backup of what is there first; a failed one keeps the restore from starting. */
  safetyBackup: z.boolean().default(true),
  /** Leaves the services stopped after the swap. */
  noStart: z.boolean().default(false),
  /** The parts that come back; null: all. */
  only: partsSchema.nullable().default(null),
  /** Consent to an archive that another key signed. */
  acceptForeign: z.boolean().default(false),
});
export type RestoreArgs = z.infer<typeof restoreArgsSchema>;
export type RestoreArgsInput = z.input<typeof restoreArgsSchema>;

/** What the job kind `undo` is given: the restore (or undo) that is to be taken back. */
export const undoArgsSchema = z.object({
  jobId: jobIdSchema,
  project: z.string(),
  /** Takes a pinned backup of what is there first; a failed one keeps the undo from starting. */
  safetyBackup: z.boolean().default(true),
  /** Leaves the services stopped after the swap. */
  noStart: z.boolean().default(false),
});
export type UndoArgs = z.infer<typeof undoArgsSchema>;

/** What the job kind `cleanup` is given: the restore whose kept side is to go. */
export const cleanupArgsSchema = z.object({ jobId: jobIdSchema, project: z.string() });
export type CleanupArgs = z.infer<typeof cleanupArgsSchema>;
