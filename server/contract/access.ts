/** Who may sign in, with what, and what they did. */
import { z } from 'zod';
import { count, iso } from './values.ts';

export const roleSchema = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  createdAt: iso,
  lastSeenAt: iso.nullable(),
  sessions: count,
});

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Last four characters. */
  hint: z.string(),
  createdAt: iso,
  createdBy: z.string(),
  expiresAt: iso.nullable(),
  lastUsedAt: iso.nullable(),
});

export const auditEntrySchema = z.object({
  id: z.number().int(),
  at: iso,
  who: z.string(),
  /** For example `archives.delete`. */
  action: z.string(),
  /** Plain sentence without secrets. */
  what: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  from: z.string(),
});
