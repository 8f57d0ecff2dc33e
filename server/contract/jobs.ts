/** A job as its page shows it. */
import { z } from 'zod';
import { archiveIdSchema } from '../archive/ids.ts';
import { jobDocumentSchema } from './documents.ts';
import { count, iso } from './values.ts';

export const jobViewSchema = jobDocumentSchema.extend({
  createdAt: iso,
  createdBy: z.string(),
  /** One sentence: what it is or was about. */
  subject: z.string(),
  archiveId: archiveIdSchema.nullable(),
  side: z.enum(['old', 'new']).nullable(),
  stages: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ahead', 'running', 'done', 'failed']),
      detail: z.string().nullable(),
      startedAt: iso.nullable(),
      finishedAt: iso.nullable(),
      /** From earlier runs of the same kind. */
      expectedMs: z.number().nullable(),
    }),
  ),
  /** Numbers by lane ("" is the whole stage). */
  lanes: z.array(
    z.object({
      lane: z.string(),
      stage: z.string(),
      bytes: count,
      bytesTotal: count.nullable(),
      entries: count,
      entriesTotal: count.nullable(),
      stored: count,
      firstAt: iso,
      lastAt: iso,
    }),
  ),
  leftMs: z.number().nullable(),
  /** What cancelling does now; null with the reason in `locked` when it can't be cancelled. */
  cancel: z.string().nullable(),
  locked: z.string().nullable(),
  cancelRequested: z.boolean(),
  result: z.unknown(),
  /** What recovery found and did, for jobs that a crash interrupted. */
  recovered: z.string().nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;

export const logLineSchema = z.object({
  seq: z.number().int(),
  at: iso,
  source: z.string(),
  level: z.enum(['info', 'warn', 'error']),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;
