import { z } from 'zod';
import { archiveIdSchema, sha256Schema } from './ids.ts';

/** Path inside the archive's folder: relative, no empty part, no `.` or `..`, no control character, no backslash. */
export const archivePathSchema = z
  .string()
  .max(512)
  .regex(/^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+ -]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+ -]+)*$/);

/** A volume's name as Docker allows it. */
export const volumeNameSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}$/);

export const verdictSchema = z.enum(['guaranteed', 'consistent', 'changed', 'unknown']);
export type Verdict = z.infer<typeof verdictSchema>;

/** One sentence that explains a verdict. */
export const reasonSchema = z.object({ code: z.string().max(64), text: z.string().max(2000) });
export type Reason = z.infer<typeof reasonSchema>;

const nanoseconds = z.string().regex(/^\d{1,20}$/);
const count = z.number().int().nonnegative();

/** A file of the shared `layers/` folder, named `<sha256>.tar.zst` or `<sha256>.delete.zst`. */
export const layerFileSchema = z.object({
  sha256: sha256Schema,
  /** Stored bytes. */
  bytes: count,
});
export type LayerFile = z.infer<typeof layerFileSchema>;

/** One step of a volume's stack: first remove `deletes`, then extract `tar`. The first step of a stack is a full layer. */
export const layerSchema = z.object({
  tar: layerFileSchema.nullable(),
  deletes: layerFileSchema.nullable(),
  /** Entries in the tar. */
  entries: count,
  /** Apparent bytes of the files in the tar: what extracting it may take. */
  content: count.optional(),
});
export type Layer = z.infer<typeof layerSchema>;

export const volumeSchema = z.object({
  name: volumeNameSchema,
  /** Compose key, else the real name. */
  key: z.string().max(255),
  role: z.enum(['included', 'volatile']),
  driver: z.string().max(255),
  options: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
  /** Docker's CreatedAt. */
  createdAt: z.string().max(64),
  /** Where the services see it. */
  mountedAt: z.array(z.string().max(4096)),
  /** All entries, the root's own included. */
  files: count,
  /** Apparent size. */
  bytes: count,
  layers: z.array(layerSchema).min(1),
  /** Where the stack goes on from an earlier archive's: which one, and how many of the layers were there before. */
  base: z.object({ archive: archiveIdSchema, layers: count.min(1) }).optional(),
  /** What the next backup needs to go on from this stack; for the Holdfast that made it, on the host it was made on. */
  resume: z
    .object({
      /** ns since the epoch: every page was clean then, before the freeze. */
      cleanNs: nanoseconds,
      /** Of the volume's folder: a volume made anew has another. */
      inode: z.string().regex(/^\d{1,20}$/),
      bornNs: nanoseconds,
    })
    .optional(),
  /** Fingerprint of the frozen state, zstd. Format: docs/archive-format.md. */
  fingerprint: archivePathSchema,
});
export type ManifestVolume = z.infer<typeof volumeSchema>;

export const tableCountSchema = z.object({ schema: z.string(), name: z.string(), rows: count });
export type TableCount = z.infer<typeof tableCountSchema>;

/** What CREATE DATABASE, ALTER DATABASE and GRANT would have to say to make this database again. Read inside the snapshot. */
export const databasePropertiesSchema = z.object({
  owner: z.string(),
  encoding: z.string(),
  collate: z.string(),
  ctype: z.string(),
  /** `libc`, `icu` or `builtin`. */
  localeProvider: z.string(),
  icuLocale: z.string().nullable(),
  icuRules: z.string().nullable(),
  collationVersion: z.string().nullable(),
  connectionLimit: z.number().int(),
  isTemplate: z.boolean(),
  /** pg_database.datacl as text items, null when default. */
  acl: z.array(z.string()).nullable(),
  comment: z.string().nullable(),
  /** ALTER DATABASE SET and ALTER ROLE … IN DATABASE SET; role null means the database itself. */
  settings: z.array(z.object({ role: z.string().nullable(), name: z.string(), value: z.string() })),
});
export type DatabaseProperties = z.infer<typeof databasePropertiesSchema>;

export const databaseSchema = z.object({
  name: z.string().min(1).max(63),
  /** Compose service of the server, else its container's name. */
  service: z.string(),
  serverVersion: z.string(),
  serverMajor: z.number().int(),
  dump: archivePathSchema,
  /** Format of the dump inside the zstd stream, as its header says, for example "1.14". */
  dumpFormat: z.string(),
  /** pg_database_size at the freeze. */
  bytes: count,
  tables: z.array(tableCountSchema),
  properties: databasePropertiesSchema,
  extensions: z.array(z.object({ name: z.string(), version: z.string() })),
  /** SHA-256 of the catalogue's description of tables, columns, constraints and indexes: equal means the same structure. */
  structure: sha256Schema,
});
export type ManifestDatabase = z.infer<typeof databaseSchema>;

export const serviceSchema = z.object({
  service: z.string(),
  container: z.string(),
  image: z.string(),
  running: z.boolean(),
});

export const manifestSchema = z.object({
  format: z.literal('holdfast-archive'),
  formatVersion: z.literal(1),
  id: archiveIdSchema,
  /** The frozen instant, ISO 8601 in UTC with ms. */
  createdAt: z.iso.datetime({ precision: 3 }),
  /** uuid of the state folder that made it, and the fingerprint of the key that signs it. */
  instance: z.uuid(),
  key: z.string().max(64),
  holdfast: z.string().max(64),
  project: z.string().max(255),
  profile: z.string().max(64),
  trigger: z.enum(['manual', 'api', 'schedule', 'safety']),
  note: z.string().max(2000),
  product: z.object({ name: z.string(), version: z.string() }).nullable(),
  strategy: z.enum(['pause', 'stop', 'observe']),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  /** From the first pause sent to the last unpause answered, ms; null when only observed. */
  freezeMs: z.number().nonnegative().nullable(),
  durationMs: z.number().nonnegative(),
  volumes: z.array(volumeSchema),
  /** Volumes that are not in it, with the reason. */
  left: z.array(z.object({ name: z.string(), reason: z.string() })),
  databases: z.array(databaseSchema),
  services: z.array(serviceSchema),
  /** Every file of the archive's folder but manifest.json, manifest.json.sig and SHA256SUMS. */
  files: z.array(z.object({ path: archivePathSchema, bytes: count, sha256: sha256Schema })),
  /** SHA-256 of evidence.json. */
  evidence: sha256Schema,
});
export type Manifest = z.infer<typeof manifestSchema>;
