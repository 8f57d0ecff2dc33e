import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../../../archive/ids.ts';
import { partsSchema } from '../../../contract/restores.ts';
import { roleChangesSchema } from '../../../postgres/role-changes.ts';

/**
 * What is written to the journal before the installation is touched. Recovery works from these alone: names, inodes
 * and object ids, so that it can ask the installation which side holds.
 */

/** Step `staging`: written before anything is staged. Everything named here may have to be removed. */
export const stagingSchema = z.object({
  job: jobIdSchema,
  project: z.string(),
  volumes: z.array(
    z.object({
      name: z.string(),
      /** Made by this restore because the installation had none. */
      made: z.boolean(),
    }),
  ),
});
export type Staging = z.infer<typeof stagingSchema>;

export const swapVolumeSchema = z.object({
  name: z.string(),
  key: z.string(),
  /** Parent of `_data`, as Docker's host sees it. */
  directory: z.string(),
  /** Made by this restore because the installation had none; of an undo, by the restore that it takes back. */
  made: z.boolean(),
  /** Inodes of the folders that change places. */
  oldInode: z.string(),
  newInode: z.string(),
});
export type SwapVolume = z.infer<typeof swapVolumeSchema>;

export const swapDatabaseSchema = z.object({
  live: z.string(),
  staged: z.string(),
  kept: z.string(),
  oldOid: z.number().int().nullable(),
  newOid: z.number().int().nullable(),
  connectionLimit: z.number().int(),
});

/** A container on the stop list, with how it ran before the stop. */
export const swapServiceSchema = z.object({
  id: z.string(),
  name: z.string(),
  service: z.string(),
  ran: z.enum(['running', 'paused']),
});
export type SwapService = z.infer<typeof swapServiceSchema>;

/** Step `intent`: complete before the first service is stopped. */
export const intentSchema = z.object({
  formatVersion: z.literal(1),
  job: jobIdSchema,
  archive: archiveIdSchema,
  /** The restore (or undo) that this one takes back: its kept side is the staged one. */
  undoes: jobIdSchema.nullable().default(null),
  project: z.string(),
  /** The parts that were asked for; null: all. */
  only: partsSchema.nullable().default(null),
  volumes: z.array(swapVolumeSchema),
  /** None: a record in our journal decides, at the place of the commit. */
  databases: z.array(swapDatabaseSchema),
  /** Holds password hashes: the journal is as secret as the rest of our state. */
  roles: roleChangesSchema,
  rolesMade: z.array(z.string()),
  /** In the order in which they are started. */
  services: z.array(swapServiceSchema),
  /** Services that keep running, by name: never stopped although they mount swapped volumes. */
  keepRunning: z.array(z.string()),
  noStart: z.boolean(),
});
export type Intent = z.infer<typeof intentSchema>;
