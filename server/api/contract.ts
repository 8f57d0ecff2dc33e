/**
 * What leaves the server: shapes of the tRPC API, shared by pages and CLI as types. CLI documents (contracts of the
 * command line) are the first half; views that pages need beside them the second.
 */
import { z } from 'zod';
import { evidenceSchema } from '../archive/evidence.ts';
import { type Finding, findingSchema } from '../archive/finding.ts';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { manifestSchema, reasonSchema, verdictSchema } from '../archive/manifest.ts';
import { jobKinds, jobStates } from '../jobs/contract.ts';

const iso = z.string();
const count = z.number().int().nonnegative();

export const roleSchema = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.infer<typeof roleSchema>;

export { type Finding, findingSchema };

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

/* ---------- CLI documents ---------- */

/** `discover` */
export const discoverySchema = z.object({
  project: z.string(),
  profile: z.string(),
  version: z.string().nullable(),
  /** Without the excluded ones and the database's. */
  volumes: z.array(
    z.object({ name: z.string(), key: z.string(), role: z.enum(['included', 'volatile']), reason: z.string() }),
  ),
  databases: z.array(
    z.object({ container: z.string(), name: z.string(), user: z.string(), serverVersion: z.string() }),
  ),
  database: z
    .object({ container: z.string(), name: z.string(), user: z.string(), serverVersion: z.string() })
    .nullable(),
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

/* ---------- views of pages ---------- */

export const archiveRowSchema = archiveSchema.extend({
  trigger: manifestSchema.shape.trigger,
  profile: z.string(),
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

export const installationViewSchema = discoverySchema.extend({
  title: z.string(),
  state: z.enum(['running', 'partly', 'stopped', 'missing']),
  strategy: z.enum(['pause', 'stop', 'observe']),
  serverVersion: z.string().nullable(),
  /** Services with what Holdfast does with each. */
  services: z.array(
    z.object({
      service: z.string(),
      container: z.string(),
      image: z.string(),
      running: z.boolean(),
      startedAt: iso.nullable(),
      writer: z.string().nullable(),
      keptInRestore: z.boolean(),
      isDatabase: z.boolean(),
    }),
  ),
  excluded: z.array(z.object({ name: z.string(), key: z.string(), reason: z.string() })),
  folder: z.string().nullable(),
});
export type InstallationView = z.infer<typeof installationViewSchema>;

export const storeViewSchema = z.object({
  path: z.string(),
  kind: z.enum(['folder', 'volume']),
  usedBytes: count,
  freeBytes: count,
  archives: count,
});

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
  kept: z.object({ bytes: count, volumes: z.array(z.string()), databases: z.array(z.string()) }).nullable(),
});
export type RestoreReport = z.infer<typeof restoreReportSchema>;

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

export const restartStateSchema = z.object({
  project: z.string(),
  jobId: jobIdSchema,
  committedAt: iso,
  /** Running containers that started before the commit. */
  required: z.array(z.object({ service: z.string(), reason: z.string(), startedAt: iso })),
  done: z.array(z.object({ service: z.string(), startedAt: iso })),
});
export type RestartState = z.infer<typeof restartStateSchema>;

/** Standing notices: what every open page shows. */
export const noticesSchema = z.object({
  restarts: z.array(restartStateSchema),
  /** The newest restore that ended sessions. A page opened before it must sign in again. */
  sessions: z.object({ project: z.string(), jobId: jobIdSchema, at: iso, message: z.string() }).nullable(),
  openSteps: z.array(
    z.object({ jobId: jobIdSchema, project: z.string(), open: count, total: count, next: z.string() }),
  ),
  running: z.array(z.object({ id: jobIdSchema, kind: z.enum(jobKinds), project: z.string() })),
});
export type Notices = z.infer<typeof noticesSchema>;

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
export const uploadSchema = z.object({
  id: z.string(),
  file: z.string(),
  bytes: count,
  received: count,
  state: z.enum(['receiving', 'checking', 'refused', 'done', 'abandoned']),
  jobId: jobIdSchema.nullable(),
  archiveId: archiveIdSchema.nullable(),
  findings: z.array(findingSchema),
  createdBy: z.string(),
  updatedAt: iso,
});
export type Upload = z.infer<typeof uploadSchema>;

/*
 * Procedures. q query, m mutation, s subscription (SSE); role that may call it.
 *
 * session.me                q viewer   -> { name, role, holdfast, since }
 * session.setupNeeded       q public   -> { needed }
 * session.setUp             m public   { token, name, password } -> {}        (first administrator; one-time token)
 * session.changePassword    m viewer   { current, next } -> {}                (signing in and out: server/auth/routes.ts)
 * installations.list        q viewer   -> { project, profile, title, version, state }[]
 * installations.get         q viewer   { project? } -> InstallationView
 * installations.discover    q viewer   { project? } -> Discovery
 * installations.configure   m admin    { project, include: string[], exclude: string[], includeFolder: boolean } -> {}
 * installations.settings    q viewer   { project } -> { include, exclude, includeFolder }
 * home.get                  q viewer   { project? } -> { installation | null, problem, last: ArchiveDetail | null, rehearsed: null, lastFailed: JobView | null,
 *                                        restoreEstimate: { totalMs, downtimeMs, from } | null, archives: count, store, days: { day, verdict | 'failed' | null, verified, archiveId }[] }
 * archives.list             q viewer   { project?, search?, verdict?, cursor?, limit? } -> { rows: ArchiveRow[], next: cursor | null, total, shown }
 * archives.get              q viewer   { id } -> ArchiveDetail
 * archives.note             m operator { id, note } -> {}
 * archives.pin              m operator { id, pinned } -> ArchiveDocument
 * archives.delete           m admin    { id, idempotencyKey? } -> { jobId }
 * archives.verify           m operator { id, idempotencyKey? } -> { jobId }
 * backups.start             m operator { project?, note?, full?, strategy?, idempotencyKey? } -> { jobId }
 * uploads.list              q admin    -> Upload[]            (the bytes: tus at /api/uploads)
 * uploads.discard           m admin    { id } -> {}
 * restores.plan             q viewer   { id, project? } -> Plan
 * restores.start            m admin    { id, project?, confirm, safetyBackup?, noStart?, acceptForeign?, only?, idempotencyKey? } -> { jobId }
 * restores.report           q viewer   { jobId } -> RestoreReport
 * restores.tick             m operator { jobId, stepId, done } -> {}
 * restores.undo             m admin    { jobId, idempotencyKey? } -> { jobId }  (not yet: exit 3, with the kept side)
 * restores.clearKept        m admin    { jobId, idempotencyKey? } -> { jobId }  (kind cleanup)
 * restarts.state            q viewer   { project? } -> RestartState[]
 * restarts.start            m admin    { project?, service?, idempotencyKey? } -> { jobId }
 * jobs.list                 q viewer   { project?, kind?, cursor?, limit? } -> { rows: JobView[], next }
 * jobs.get                  q viewer   { id } -> JobView
 * jobs.log                  q viewer   { id, after?, limit? } -> LogLine[]
 * jobs.cancel               m operator { id } -> { cancel: string }             (operators: their own; admins: any)
 * jobs.watch                s viewer   { id } -> JobView, again at each change, until it has ended
 * notices.get               q viewer   -> Notices;   notices.watch s viewer -> Notices at each change
 * store.get                 q viewer   -> { path, kind, usedBytes, freeBytes, archives }
 * accounts.list/create/setRole/resetPassword/remove   admin   (create { name, role, password }; resetPassword { name } -> { token })
 * tokens.list/create/revoke                           admin   (create { name, role, expiresInDays? } -> { token })
 * audit.list                q admin    { cursor?, limit? } -> { rows, next }
 *
 * Routes: GET /api/archives/<id>/download (Range, If-Range, ETag, Content-Length, Digest), /api/uploads (tus),
 * GET /api/health (public: { ok, version }), /api/trpc,
 * POST /api/auth/<sign-in|sign-in-once|sign-out>.
 */
