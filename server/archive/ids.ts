import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../errors/error.ts';

/** `YYYYMMDD-HHMMSS-xxxx`, UTC, with a random suffix. Safe as a file name. */
export const archiveIdSchema = z
  .string()
  .regex(/^\d{8}-\d{6}-[0-9a-f]{4}$/)
  .brand('ArchiveId');
export type ArchiveId = z.infer<typeof archiveIdSchema>;

/** Twelve lower-case letters and digits: short enough for database names and folder names. */
export const jobIdSchema = z
  .string()
  .regex(/^[a-z0-9]{12}$/)
  .brand('JobId');
export type JobId = z.infer<typeof jobIdSchema>;

/** An id that came from outside. What is none names no archive. @throws archive.unknown */
export function parseArchiveId(text: string): ArchiveId {
  const parsed = archiveIdSchema.safeParse(text);
  if (!parsed.success) throw fail('archive.unknown', { archive: text.slice(0, 64) });
  return parsed.data;
}

/** SHA-256 in lower-case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export function newArchiveId(frozenAt: Date): ArchiveId {
  const digits = frozenAt.toISOString().replaceAll(/[-:]/g, '');
  return archiveIdSchema.parse(`${digits.slice(0, 8)}-${digits.slice(9, 15)}-${randomBytes(2).toString('hex')}`);
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz012345';

export function newJobId(): JobId {
  return jobIdSchema.parse(Array.from(randomBytes(12), (byte) => alphabet[byte & 31]).join(''));
}
