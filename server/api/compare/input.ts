import { z } from 'zod';
import { archiveIdSchema } from '../../archive/ids.ts';
import { projectSchema } from '../inputs.ts';

export const compareInput = z.object({
  left: archiveIdSchema,
  /** Null: the installation as it is. */
  right: archiveIdSchema.nullable(),
  /** Of a live side; absent: the archive's own. */
  project: projectSchema.optional(),
});
