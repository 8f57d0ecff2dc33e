import { z } from 'zod';

/** What the job kind `backup` is given. */
export const backupArgsSchema = z.object({
  project: z.string(),
  note: z.string().max(2000).default(''),
  trigger: z.enum(['manual', 'api', 'schedule', 'safety']).default('manual'),
  /** New full layers, whatever there is to go on from. */
  full: z.boolean().default(false),
  /** Absent: the profile's. */
  strategy: z.enum(['pause', 'stop', 'observe']).optional(),
});
export type BackupArgs = z.infer<typeof backupArgsSchema>;
export type BackupArgsInput = z.input<typeof backupArgsSchema>;
