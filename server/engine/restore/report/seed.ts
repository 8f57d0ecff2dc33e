import { z } from 'zod';
import { archiveIdSchema } from '../../../archive/ids.ts';
import { stepSchema } from '../../../contract/documents.ts';
import { restoreReportSchema } from '../../../contract/restores.ts';
import { rowMarksSchema } from '../../../postgres/index.ts';

/** By live name. */
export const databaseMarksSchema = z.object({ database: z.string(), marks: rowMarksSchema });
export type DatabaseMarks = z.infer<typeof databaseMarksSchema>;

/**
 * Step `report` of the journal: what the report of a restore needs and the installation can't be asked for, so that a
 * restore which recovery finishes reports as well as one that nobody disturbed.
 */
export const reportSeedSchema = z.object({
  archive: archiveIdSchema,
  archiveCreatedAt: z.string(),
  archiveVersion: z.string().nullable(),
  /** The installation's, before the swap. */
  liveVersion: z.string().nullable(),
  serverMajor: z.number(),
  safetyBackup: archiveIdSchema.nullable(),
  steps: z.array(stepSchema),
  checked: restoreReportSchema.shape.checked,
  sessionsEnded: z.number(),
  /** What went otherwise than it should without keeping the restore from its end. */
  warnings: z.array(z.string()).default([]),
  /** Shown in every open page. */
  sessionMessage: z.string().nullable(),
  /** Of the old side. */
  keptBytes: z.number(),
  /** What the new databases' tables had seen when they were put in place. */
  rowMarks: z.array(databaseMarksSchema).default([]),
  /** Of an undo: when the swap that it takes back was committed. */
  undoneCommittedAt: z.string().nullable().default(null),
});
export type ReportSeed = z.infer<typeof reportSeedSchema>;
