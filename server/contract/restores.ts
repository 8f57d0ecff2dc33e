/** What a restore would do, what it did, and what must still be restarted. */
import { z } from 'zod';
import { findingSchema } from '../archive/finding.ts';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { archiveRowSchema } from './archives.ts';
import { restoreResultSchema, stepSchema } from './documents.ts';
import { count, iso } from './values.ts';

/** What a restore would do, as the plan page shows it. `plan` prints findings, downtimeMs and steps of it. */
export const planSchema = z.object({
  archive: archiveRowSchema,
  project: z.string(),
  /** Word to type for consent. */
  confirm: z.string(),
  findings: z.array(findingSchema),
  /** False when a finding refuses. */
  allowed: z.boolean(),
  /** The archive's signature is not ours: consent must name it. */
  foreign: z.boolean(),
  downtimeMs: z.number(),
  totalMs: z.number(),
  /** Where the estimate comes from, in words. */
  estimatedFrom: z.string(),
  phases: z.array(
    z.object({ name: z.string(), text: z.string(), fromMs: z.number(), toMs: z.number(), down: z.boolean() }),
  ),
  services: z.array(
    z.object({
      service: z.string(),
      /** stopped and started again; kept running and to be restarted; the database's server. */
      does: z.enum(['stops', 'keeps', 'database']),
      why: z.string(),
      downMs: z.number(),
    }),
  ),
  volumes: z.array(
    z.object({
      name: z.string(),
      key: z.string(),
      /** replaced by the archive's; made anew; in place but not in the archive, left alone. */
      does: z.enum(['replace', 'create', 'leave']),
      live: z.object({ files: count, bytes: count }).nullable(),
      archive: z.object({ files: count, bytes: count }).nullable(),
    }),
  ),
  tables: z.array(
    z.object({
      database: z.string(),
      schema: z.string(),
      name: z.string(),
      live: count.nullable(),
      archive: count.nullable(),
    }),
  ),
  versions: z.object({
    product: z.object({ archive: z.string().nullable(), live: z.string().nullable() }),
    postgres: z.object({ archive: z.string(), live: z.string().nullable() }),
    structure: z.enum(['same', 'different', 'unknown']),
  }),
  steps: z.array(stepSchema),
  sessions: z.object({ message: z.string().nullable(), installation: count.nullable() }),
  safetyBackupMs: z.number().nullable(),
  undoDays: z.number(),
  /** A kept side of an earlier restore that this one ends. */
  endsUndoOf: jobIdSchema.nullable(),
  /** The archive's compose file, where it carries one. */
  composeFile: z.string().nullable(),
});
export type Plan = z.infer<typeof planSchema>;

export const restoreReportSchema = restoreResultSchema.extend({
  archiveId: archiveIdSchema,
  safetyBackup: archiveIdSchema.nullable(),
  committedAt: iso.nullable(),
  downtimeMs: z.number().nullable(),
  checked: z.object({
    files: z.array(z.object({ volume: z.string(), manifest: count, restored: count, equal: z.boolean() })),
    tables: z.array(
      z.object({
        database: z.string(),
        schema: z.string(),
        name: z.string(),
        manifest: count,
        restored: count,
        equal: z.boolean(),
        /** Changed on purpose by the session action. */
        exempt: z.boolean(),
      }),
    ),
  }),
  /** What went otherwise than it should without keeping the restore from its end: sign-in sessions that could not be ended. */
  warnings: z.array(z.string()).default([]),
  kept: z.object({ bytes: count, volumes: z.array(z.string()), databases: z.array(z.string()) }).nullable(),
});
export type RestoreReport = z.infer<typeof restoreReportSchema>;

export const restartStateSchema = z.object({
  project: z.string(),
  jobId: jobIdSchema,
  committedAt: iso,
  /** Running containers that started before the commit. */
  required: z.array(z.object({ service: z.string(), reason: z.string(), startedAt: iso })),
  done: z.array(z.object({ service: z.string(), startedAt: iso })),
});
export type RestartState = z.infer<typeof restartStateSchema>;
