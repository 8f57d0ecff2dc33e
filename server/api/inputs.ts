import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';

/** Pieces that several procedures' inputs share. */

export const projectSchema = z.string().min(1).max(255);
/** Absent: the only installation there is. */
export const maybeProject = z.object({ project: projectSchema.optional() }).optional();
/** The same key again gives the same job. */
export const idempotencyKeySchema = z.string().min(8).max(100);
export const archiveInput = z.object({ id: archiveIdSchema });
export const jobInput = z.object({ jobId: jobIdSchema });
/** A mutation that starts work answers with its job. */
export const jobStarted = z.object({ jobId: jobIdSchema });
/** A mutation that is done when it answers. */
export const nothing = z.object({});
