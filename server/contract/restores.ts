/** What a restore would do, what it did, and what must still be restarted. */
import { z } from 'zod';
import { findingSchema } from '../archive/finding.ts';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { archiveRowSchema } from './archives.ts';
import { changeSchema, namesSchema } from './compare.ts';
import { restoreResultSchema, stepSchema } from './documents.ts';
import { count, iso } from './values.ts';

/** A part of an archive: `database` (all of its databases), or `volume=NAME` by the volume's name or compose key. */
export const partSchema = z
  .string()
  .max(300)
  .regex(/^(?:database|volume=.+)$/, 'database, or volume=NAME');
/** Absent or null: the whole archive. A part alone is no longer one pair with what stays; the plan warns of it. */
export const partsSchema = z.array(partSchema).min(1).max(100);

/** What a restore would do, as the plan page shows it. `plan` prints findings, downtimeMs and steps of it. */
export const planSchema = z.object({
  archive: archiveRowSchema,
  project: z.string(),
  /** The parts that come back; null: all. What stays is in `volumes` as `leave`, and its tables are not in `tables`. */
  only: partsSchema.nullable(),
  /** Word to type for consent. */
  confirm: z.string(),
  findings: z.array(findingSchema),
  /** False when a finding refuses. */
  allowed: z.boolean(),
  /** The archive's signature is not ours: consent must name it. */
  foreign: z.boolean(),
  /**
   * How long services are stopped: until they are up again, or until the end where they are left stopped. Where none is,
   * how long the database takes no connections.
   */
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
      /** replaced by the archive's; made anew; left alone: not in the archive, or not among the parts asked for. */
      does: z.enum(['replace', 'create', 'leave']),
      /** It can't be swapped: its files are replaced where they are, in the downtime. A finding says why. */
      inPlace: z.boolean().optional(),
      live: z.object({ files: count, bytes: count }).nullable(),
      archive: z.object({ files: count, bytes: count }).nullable(),
    }),
  ),
  tables: z.array(
    z.object({
      database: z.string(),
      schema: z.string(),
      name: z.string(),
      /** From what is there now to the archive: `added` comes back, `gone` goes; `unknown`: not counted in time. */
      change: changeSchema,
      live: count.nullable(),
      archive: count.nullable(),
      /** Those that come back, go or change; null where one side does not tell them. */
      columns: namesSchema.nullable(),
    }),
  ),
  versions: z.object({
    product: z.object({ archive: z.string().nullable(), live: z.string().nullable() }),
    postgres: z.object({ archive: z.string(), live: z.string().nullable() }),
    structure: z.enum(['same', 'different', 'unknown']),
  }),
  steps: z.array(stepSchema),
  sessions: z.object({ message: z.string().nullable(), installation: count.nullable() }),
  /** What one usually takes, chosen or not; null: there was none yet. */
  safetyBackupMs: z.number().nullable(),
  undoDays: z.number(),
  /** The earlier restore (or undo) whose kept side this one ends: that can’t be undone any more then. */
  endsUndoOf: jobIdSchema.nullable(),
  /** The archive's compose file, where it carries one. */
  composeFile: z.string().nullable(),
});
export type Plan = z.infer<typeof planSchema>;

/** What an undo would do, as its page shows it. `undo` takes back the newest swap of an installation, a restore or an undo. */
export const undoPlanSchema = z.object({
  /** The restore (or undo) that would be taken back: what `restores.undo` is given. */
  jobId: jobIdSchema,
  takesBack: z.enum(['restore', 'undo']),
  /** Archive of the restore at the bottom of it. */
  archiveId: archiveIdSchema,
  project: z.string(),
  /** Word to type for consent. */
  confirm: z.string(),
  /** When the swap was committed: the undo goes back to what was live just before. */
  committedAt: iso,
  /** Until when the kept side is kept. */
  undoUntil: iso.nullable(),
  findings: z.array(findingSchema),
  /** False when a finding refuses. */
  allowed: z.boolean(),
  versions: z.object({
    /** Of the product: at the swap, and now. */
    product: z.object({ kept: z.string().nullable(), live: z.string().nullable() }),
    /** Major version of the server, likewise. */
    postgres: z.object({ kept: z.number(), live: z.number() }),
  }),
  /** What was written since the swap and leaves the live side. The safety backup and the undo's own kept side hold it. */
  loses: z.object({
    volumes: z.array(
      z.object({
        name: z.string(),
        key: z.string(),
        /** Changed, new and removed entries; null: could not be counted in time. */
        changed: count.nullable(),
        /** Some of them: path and what is different. */
        names: z.array(z.string()),
      }),
    ),
    databases: z.array(
      z.object({
        name: z.string(),
        /** False: the server's counters were set back since (a crash): only `rowsThen` and `rowsNow` tell something. */
        exact: z.boolean(),
        /** Tables that were written to; null: could not be counted in time. */
        tables: z
          .array(
            z.object({
              schema: z.string(),
              name: z.string(),
              inserted: count,
              updated: count,
              deleted: count,
              /** Null: there was, or is, no such table. */
              rowsThen: count.nullable(),
              rowsNow: count.nullable(),
            }),
          )
          .nullable(),
      }),
    ),
  }),
  /** Size of the kept side. */
  keptBytes: count,
  services: planSchema.shape.services,
  downtimeMs: z.number(),
  safetyBackupMs: z.number().nullable(),
  steps: z.array(stepSchema),
  sessions: z.object({ message: z.string().nullable() }),
});
export type UndoPlan = z.infer<typeof undoPlanSchema>;

/** What a restore, or an undo, did. */
export const restoreReportSchema = restoreResultSchema.extend({
  /** Of an undo: the restore (or undo) that it took back, and `archiveId` is that one's. */
  undoes: jobIdSchema.nullable().default(null),
  /** The parts that came back; null: the whole archive. */
  only: partsSchema.nullable().default(null),
  archiveId: archiveIdSchema,
  safetyBackup: archiveIdSchema.nullable(),
  committedAt: iso.nullable(),
  /** Null where it was not measured: after a crash, or because the services were left stopped. */
  downtimeMs: z.number().nullable(),
  /**
   * What was looked at before it was put in place. `manifest` is null of an undo: nothing says how much was kept, but it is
   * what the swap put aside.
   */
  checked: z.object({
    files: z.array(z.object({ volume: z.string(), manifest: count.nullable(), restored: count, equal: z.boolean() })),
    tables: z.array(
      z.object({
        database: z.string(),
        schema: z.string(),
        name: z.string(),
        manifest: count.nullable(),
        restored: count,
        equal: z.boolean(),
        /** Changed on purpose by the session action. */
        exempt: z.boolean(),
      }),
    ),
  }),
  /** What went otherwise than it should without keeping the restore from its end: sign-in sessions that could not be ended. */
  warnings: z.array(z.string()).default([]),
  kept: z.object({ bytes: count, volumes: z.array(z.string()), databases: z.array(z.string()) }).nullable(),
});
export type RestoreReport = z.infer<typeof restoreReportSchema>;

export const restartStateSchema = z.object({
  project: z.string(),
  jobId: jobIdSchema,
  /** What replaced the data that the services had read. */
  after: z.enum(['restore', 'undo']),
  committedAt: iso,
  /** Running containers that started before the commit. */
  required: z.array(z.object({ service: z.string(), reason: z.string(), startedAt: iso })),
  done: z.array(z.object({ service: z.string(), startedAt: iso })),
});
export type RestartState = z.infer<typeof restartStateSchema>;
