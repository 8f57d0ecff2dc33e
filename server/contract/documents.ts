/** The documents of the command line, which scripts rely on. */
import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { reasonSchema, verdictSchema } from '../archive/manifest.ts';
import { jobKinds, jobStates } from '../jobs/contract.ts';
import { count, iso } from './values.ts';

export const proofSchema = z.enum(['none', 'verified', 'rehearsed', 'restored', 'failed']);
export type Proof = z.infer<typeof proofSchema>;

export const errorReportSchema = z.object({
  code: z.string(),
  title: z.string(),
  cause: z.string(),
  remedy: z.string(),
  exit: z.number(),
  docs: z.string(),
});

const discoveredDatabaseSchema = z.object({
  /** Where the server is none: `host:port`. */
  container: z.string(),
  name: z.string(),
  user: z.string(),
  serverVersion: z.string(),
  /** Where it is, and why there may be others. */
  reason: z.string(),
});

/** `discover` */
export const discoverySchema = z.object({
  project: z.string(),
  profile: z.string(),
  /** Detected, or chosen in the settings. */
  profileReason: z.string(),
  version: z.string().nullable(),
  /** Without the excluded ones and the database's. */
  volumes: z.array(
    z.object({ name: z.string(), key: z.string(), role: z.enum(['included', 'volatile']), reason: z.string() }),
  ),
  /** All that a backup would capture, or, where the server can't be asked, those known without it. */
  databases: z.array(discoveredDatabaseSchema),
  database: discoveredDatabaseSchema.nullable(),
  writers: z.array(z.string()),
  left: z.array(z.object({ name: z.string(), reason: z.string() })),
});
export type Discovery = z.infer<typeof discoverySchema>;

/** `backup`, `show`, and each element of `list` */
export const archiveSchema = z.object({
  id: archiveIdSchema,
  createdAt: iso,
  project: z.string(),
  version: z.string().nullable(),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  freezeMs: z.number().nullable(),
  durationMs: z.number(),
  /** Size of its bundle. */
  bytes: count,
  volumes: z.array(z.object({ name: z.string(), files: count, bytes: count })),
  databases: z.array(z.object({ name: z.string(), tables: count, rows: count, bytes: count })),
  pinned: z.boolean(),
  note: z.string(),
  proof: proofSchema,
});

export type ArchiveDocument = z.infer<typeof archiveSchema>;

/** `plan` */
export const stepSchema = z.object({
  id: z.string(),
  text: z.string(),
  commands: z.array(z.string()),
  done: z.boolean(),
});
export type Step = z.infer<typeof stepSchema>;

export const restoreResultSchema = z.object({
  jobId: jobIdSchema,
  state: z.enum(jobStates),
  side: z.enum(['old', 'new']).nullable(),
  statusMessage: z.string(),
  steps: z.array(stepSchema),
  restartRequired: z.array(z.object({ service: z.string(), reason: z.string() })),
  sessionsReset: z.object({ installation: count, ours: count }),
  undoUntil: iso.nullable(),
});
export type RestoreResult = z.infer<typeof restoreResultSchema>;

export const jobDocumentSchema = z.object({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  project: z.string(),
  state: z.enum(jobStates),
  startedAt: iso.nullable(),
  finishedAt: iso.nullable(),
  error: errorReportSchema.nullable(),
});
export type JobDocument = z.infer<typeof jobDocumentSchema>;
