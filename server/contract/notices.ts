/** What every open page shows. */
import { z } from 'zod';
import { jobIdSchema } from '../archive/ids.ts';
import { jobKinds } from '../jobs/contract.ts';
import { restartStateSchema } from './restores.ts';
import { count, iso } from './values.ts';

/** Standing notices: what every open page shows. */
export const noticesSchema = z.object({
  restarts: z.array(restartStateSchema),
  /** The newest restore that ended sessions. A page opened before it must sign in again. */
  sessions: z.object({ project: z.string(), jobId: jobIdSchema, at: iso, message: z.string() }).nullable(),
  openSteps: z.array(
    z.object({ jobId: jobIdSchema, project: z.string(), open: count, total: count, next: z.string() }),
  ),
  running: z.array(z.object({ id: jobIdSchema, kind: z.enum(jobKinds), project: z.string() })),
});
export type Notices = z.infer<typeof noticesSchema>;
