import { z } from 'zod';

/** What a check found, in plain words: passed, worth a warning, or a reason to refuse; with what to do about it. */
export const findingSchema = z.object({
  code: z.string(),
  level: z.enum(['pass', 'warn', 'refuse']),
  text: z.string(),
  remedy: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;
