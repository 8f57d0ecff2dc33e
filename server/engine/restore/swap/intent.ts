import { z } from 'zod';
import { archiveIdSchema, jobIdSchema } from '../../../archive/ids.ts';
import { partsSchema } from '../../../contract/restores.ts';
import { roleChangesSchema } from '../../../postgres/role-changes.ts';

/**
 * What is written to the journal before the installation is touched. Recovery works from these alone: names, inodes
 * and object ids, so that it can ask the installation which side holds.
 */

/** A `Place`: parent of the live folder, how that is called, and what tells its siblings from another volume's. */
const placeSchema = z.object({
  directory: z.string(),
  live: z.string().default('_data'),
  tag: z.string().default(''),
});

/** Step `staging`: written before anything is staged. Everything named here may have to be removed. */
export const stagingSchema = z.object({
  job: jobIdSchema,
  project: z.string(),
  volumes: z.array(
    z.object({
      name: z.string(),
      /** Made by this restore because the installation had none. */
      made: z.boolean(),
      /** Null: in Docker's own directory of the volume. */
      place: placeSchema.nullable().default(null),
    }),
  ),
  /** Whether databases are loaded beside the live ones. */
  loads: z.boolean().default(true),
});
export type Staging = z.infer<typeof stagingSchema>;

export const swapVolumeSchema = placeSchema.extend({
  name: z.string(),
  key: z.string(),
  /** Made by this restore because the installation had none; of an undo, by the restore that it takes back. */
  made: z.boolean(),
  /** Inodes of the folders that change places. */
  oldInode: z.string(),
  newInode: z.string(),
});
export type SwapVolume = z.infer<typeof swapVolumeSchema>;

const placedVolumeSchema = placeSchema.extend({ name: z.string(), key: z.string() });
export type PlacedVolume = z.infer<typeof placedVolumeSchema>;

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

/** A container that runs, or is paused, as it is to run again. */
export function asItRuns({ id, name, service, paused }: Omit<SwapService, 'ran'> & { paused: boolean }): SwapService {
  return { id, name, service, ran: paused ? 'paused' : 'running' };
}

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
  /** Volumes that can't be swapped: their files are replaced where they are, before the commit. */
  inPlace: z.array(placedVolumeSchema).default([]),
  /** What is put back into those when the old side holds. */
  safetyBackup: archiveIdSchema.nullable().default(null),
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
