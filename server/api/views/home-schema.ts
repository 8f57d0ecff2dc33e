import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../../archive/ids.ts';
import { verdictSchema } from '../../archive/manifest.ts';
import { archiveDetailSchema } from '../../contract/archives.ts';
import { errorReportSchema } from '../../contract/documents.ts';
import { installationViewSchema, storeViewSchema } from '../../contract/installations.ts';
import { jobViewSchema } from '../../contract/jobs.ts';

export const homeSchema = z.object({
  installation: installationViewSchema.nullable(),
  /** Why there is no installation to show. */
  problem: errorReportSchema.nullable(),
  /** The newest backup that can be trusted: not known to be damaged. */
  last: archiveDetailSchema.nullable(),
  /** The newest rehearsal of this installation's archives that ended with a report; null when there was none. */
  rehearsed: z
    .object({
      jobId: jobIdSchema,
      archiveId: archiveIdSchema,
      at: z.string().nullable(),
      passed: z.boolean(),
      /** As in the rehearsal's report. */
      restoreMs: z.number().nullable(),
    })
    .nullable(),
  /** The last backup, when it failed. */
  lastFailed: jobViewSchema.nullable(),
  restoreEstimate: z.object({ totalMs: z.number(), downtimeMs: z.number(), from: z.string() }).nullable(),
  archives: z.number().int(),
  store: storeViewSchema,
  days: z.array(
    z.object({
      /** `YYYY-MM-DD`, UTC. */
      day: z.string(),
      verdict: z.union([verdictSchema, z.literal('failed')]).nullable(),
      verified: z.boolean(),
      archiveId: archiveIdSchema.nullable(),
    }),
  ),
});
export type Home = z.infer<typeof homeSchema>;
