/** An archive as pages show it, and an upload on its way to become one. */
import { z } from 'zod';
import { evidenceSchema } from '../archive/evidence.ts';
import { findingSchema } from '../archive/finding.ts';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { manifestSchema } from '../archive/manifest.ts';
import { archiveSchema } from './documents.ts';
import { count, iso } from './values.ts';

export const archiveRowSchema = archiveSchema.extend({
  trigger: manifestSchema.shape.trigger,
  profile: z.string(),
  /** What it added to the store when it was made: a bundle holds what earlier archives had, too. */
  addedBytes: count,
  proofAt: iso.nullable(),
  /** Made here, imported and signed by our key, or imported and signed by another. */
  origin: z.enum(['here', 'imported', 'foreign']),
  createdBy: z.string().nullable(),
  /** For the spark: share of the whole at which the freeze stood, and ended the pre-copy; 0 to 1. */
  spark: z.object({ preCopyEnd: z.number(), frozenAt: z.number().nullable(), thawedAt: z.number().nullable() }),
});
export type ArchiveRow = z.infer<typeof archiveRowSchema>;

export const archiveDetailSchema = archiveRowSchema.extend({
  manifest: manifestSchema,
  evidence: evidenceSchema,
  signedBy: z.object({ key: z.string(), ours: z.boolean() }),
  findings: z.array(findingSchema),
  /** What inside is secret, in plain words (until archives are encrypted). */
  secrets: z.array(z.string()),
  bundleName: z.string(),
});
export type ArchiveDetail = z.infer<typeof archiveDetailSchema>;

export const uploadSchema = z.object({
  id: z.string(),
  file: z.string(),
  bytes: count,
  /** Bytes that are on disk now. */
  received: count,
  /** `kept`: it arrived whole and could not be checked to its end for reasons of ours; `uploads.retry` checks it again. */
  state: z.enum(['receiving', 'checking', 'kept', 'refused', 'done', 'abandoned']),
  jobId: jobIdSchema.nullable(),
  archiveId: archiveIdSchema.nullable(),
  findings: z.array(findingSchema),
  createdBy: z.string(),
  updatedAt: iso,
});
export type Upload = z.infer<typeof uploadSchema>;
