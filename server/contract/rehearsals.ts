/** What a rehearsal found: an archive restored into scratch volumes and a scratch database, compared, and removed. */
import { z } from 'zod';
import { findingSchema } from '../archive/finding.ts';
import { archiveIdSchema, jobIdSchema } from '../archive/ids.ts';
import { jobStates } from '../jobs/contract.ts';
import { count, iso } from './values.ts';

/** A few names out of many; `count` is how many there are. */
const sampleSchema = z.object({ count, names: z.array(z.string()) });

export const rehearsalReportSchema = z.object({
  archiveId: archiveIdSchema,
  /** Image of the scratch server. */
  image: z.string(),
  /** `rehearse` prints this beside jobId, state, findings and restoreMs. */
  checked: z.object({
    /** Each volume of the archive. */
    volumes: z.array(
      z.object({
        name: z.string(),
        key: z.string(),
        /** Entries as the manifest says, and as they came out; null when it could not be extracted. */
        manifest: count,
        restored: count.nullable(),
        bytes: count,
        /** What came out otherwise than the fingerprint says. */
        differences: sampleSchema,
        /** Why it could not be extracted. */
        problem: z.string().nullable(),
        equal: z.boolean(),
        ms: z.number(),
      }),
    ),
    /** Each database of the archive. */
    databases: z.array(
      z.object({
        name: z.string(),
        /** Of tables, columns, constraints, indexes, rights. `unknown`: the scratch server's major is another one. */
        structure: z.enum(['same', 'different', 'unknown']),
        tables: z.array(
          z.object({
            schema: z.string(),
            name: z.string(),
            /** Rows; null: no such table on that side. */
            manifest: count.nullable(),
            restored: count.nullable(),
            equal: z.boolean(),
          }),
        ),
        /** Constraints that hold for every row (foreign keys among them), and names of those that were never validated. */
        constraints: z.object({ validated: count, foreignKeys: count, notValidated: z.array(z.string()) }).nullable(),
        /** Tables and B-trees that amcheck looked at; null where the image does not have it. */
        amcheck: z.object({ checked: count, broken: z.array(z.string()) }).nullable(),
        /** What the server could not take over, in words. */
        warnings: z.array(z.string()),
        /** Why it could not be loaded. */
        problem: z.string().nullable(),
        equal: z.boolean(),
        ms: z.number(),
      }),
    ),
    /** The profile's rule (names from files = names from rows), tried on the scratch pair; null: there is none. */
    agreement: z
      .object({
        name: z.string(),
        /** Null: it could not be asked, `problem` says why. */
        holds: z.boolean().nullable(),
        /** How many names each side has. */
        files: count,
        rows: count,
        onlyFiles: sampleSchema,
        onlyRows: sampleSchema,
        problem: z.string().nullable(),
      })
      .nullable(),
  }),
  findings: z.array(findingSchema),
  /** How long reading, building and comparing took, ms: what a restore does before it stops anything. Null when it failed. */
  restoreMs: z.number().nullable(),
  /** The same by phase. Volumes and databases are built side by side. */
  phases: z.array(z.object({ name: z.enum(['read', 'build', 'compare']), ms: z.number() })),
});
export type RehearsalReport = z.infer<typeof rehearsalReportSchema>;

/** The newest rehearsal of an archive. */
export const rehearsalSchema = z.object({
  jobId: jobIdSchema,
  state: z.enum(jobStates),
  finishedAt: iso.nullable(),
  /** Null while it runs, and where it ended before there was one. */
  report: rehearsalReportSchema.nullable(),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
