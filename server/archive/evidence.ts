import { z } from 'zod';
import { reasonSchema, verdictSchema } from './manifest.ts';

const at = z.iso.datetime({ precision: 3 });
const ms = z.number().nonnegative();
const count = z.number().int().nonnegative();

/** A few names out of many, escaped for display, with the whole number. */
export const sampleSchema = z.object({ count, names: z.array(z.string()).max(20) });
export type Sample = z.infer<typeof sampleSchema>;

const spanSchema = z.object({ from: at, to: at });

/** A client of the database that was in the middle of something. */
export const openTransactionSchema = z.object({
  database: z.string(),
  application: z.string(),
  client: z.string(),
  state: z.string(),
});

/** What the freeze saw of a volume, and when. */
export const volumeEvidenceSchema = z.object({
  volume: z.string(),
  key: z.string(),
  role: z.enum(['included', 'volatile']),
  /** Pre-copy: work while everything ran. */
  preCopy: spanSchema.extend({ entries: count, bytes: count, stored: count }),
  /** Why the pre-copy made a full layer; null when it went on from an earlier archive. */
  full: z.string().nullable().default(null),
  /** Inside the freeze. */
  look: spanSchema.nullable(),
  delta: spanSchema.extend({ changed: count, deleted: count, bytes: count, stored: count }).nullable(),
  /** Entries looked at, frozen state. */
  fingerprints: count,
  /** Moved between the ends of the freeze. */
  moved: sampleSchema,
  /** Changes that only the comparison after the thaw found. */
  missed: sampleSchema,
  sockets: count,
});

export const evidenceSchema = z.object({
  formatVersion: z.literal(1),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  strategy: z.enum(['pause', 'stop', 'observe']).default('pause'),
  startedAt: at,
  /** Null where nobody was held. */
  frozenAt: at.nullable(),
  thawedAt: at.nullable(),
  sealedAt: at,
  settle: spanSchema.extend({ settled: z.boolean(), waitedFor: z.array(z.string()) }),
  /** Every try of the freeze; the last one is the archive's. */
  attempts: z.array(spanSchema.extend({ outcome: z.enum(['taken', 'given-up']), reason: z.string().nullable() })),
  /** What the try that was taken spent its time with; some of it side by side. */
  steps: z.array(spanSchema.extend({ name: z.string() })).default([]),
  writers: z.array(z.object({ service: z.string(), container: z.string(), why: z.string() })),
  /** Containers that were paused already and stay so. */
  alreadyPaused: z.array(z.string()),
  pauseMs: ms.nullable(),
  thawMs: ms.nullable(),
  volumes: z.array(volumeEvidenceSchema),
  databases: z.array(
    z.object({
      name: z.string(),
      snapshotAt: at,
      snapshotMs: ms,
      dump: spanSchema.extend({ bytes: count, stored: count }),
      /** pg_current_snapshot at both ends of the freeze. */
      horizon: z.object({ start: z.string(), end: z.string() }),
      openAtStart: z.array(openTransactionSchema),
      openAtEnd: z.array(openTransactionSchema),
      prepared: z.array(z.string()),
      /** Tables whose statistics moved between the ends, where the horizon moved. */
      tablesMoved: z.array(z.string()),
    }),
  ),
  /** The profile's agreement rule inside the freeze; null when it has none. */
  agreement: z
    .object({
      name: z.string(),
      holds: z.boolean(),
      onlyFiles: sampleSchema,
      onlyRows: sampleSchema,
      /** Why the rule could not be asked; then nothing is known of it, and `holds` is false. */
      notAsked: z.string().nullable().default(null),
    })
    .nullable(),
  /** Docker events of the window; counted ones can change the verdict. */
  events: z.array(
    z.object({
      at,
      kind: z.string(),
      action: z.string(),
      name: z.string(),
      counted: z.boolean(),
      inFreeze: z.boolean(),
    }),
  ),
  eventsBroken: z.string().nullable(),
  /** Writable shared mappings of the volumes' files by processes that were not paused; null with the reason when the look was refused. */
  mappings: z.object({
    found: z.array(z.object({ volume: z.string(), process: z.string(), pid: count })),
    refused: z.string().nullable(),
    /** The host's init, where it lets nobody look. */
    exempt: z.array(z.string()),
  }),
  /** Between the first and the last capture inside the freeze. */
  skewMs: ms.nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export type VolumeEvidence = z.infer<typeof volumeEvidenceSchema>;
export type OpenTransaction = z.infer<typeof openTransactionSchema>;
