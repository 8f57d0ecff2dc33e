/**
 * Brings an archive back as one step.
 *
 *   1. look      archive, versions, server, space: each finding passes, warns or refuses
 *   2. backup    of what is there now, pinned (unless switched off)
 *   3. stage     volumes and databases beside the live ones, compared with the archive, synced; everything still runs
 *   4. intent    names, inodes and object ids to the journal, on disk
 *   5. stop      services in order
 *   6. fence     databases closed, each `_data` moved aside: nobody can start a mixed pair
 *   7. commit    one PostgreSQL transaction renames the databases and changes the roles; it alone decides
 *   8. place     the new folders become `_data`
 *   9. start     services in order, health, report
 *
 * Holds after each: up to 4 the installation is untouched, and what was staged is removed on failure. From 5 to 7 any
 * failure goes back by itself. From the commit on everything goes on to the end. After a crash the next start asks the
 * installation which side holds, never the journal, and finishes or rolls back.
 *
 * An undo (`undo/`) is the same swap from step 4 on: its staged side is what the restore kept, in place and under the
 * name it has, so that an undo which goes back has nothing to put back.
 *
 * A volume that can't be renamed as a whole (a link, a mount point, mount options, no space for two copies) has its files
 * replaced where they are, between 6 and 7; should the old side hold, they come back from the safety backup. One with the
 * option `o=bind` is swapped on its device.
 *
 * Not promised: that nobody starts a service on a volume while it is replaced in place; an undo of that.
 */
export type { CleanupArgs, RestoreArgs, RestoreArgsInput } from './args.ts';
export { cleanupHandler } from './cleanup.ts';
export { restoreHandler } from './handler.ts';
export { keptToClear } from './kept.ts';
export { usualBackupMs, usualDowntimeMs } from './look/estimate.ts';
export { type PlanInput, planRestore } from './plan.ts';
export type { RestoreHooks } from './safety-backup.ts';
export { undoHandler } from './undo/handler.ts';
export { planUndo, type UndoPlanInput } from './undo/plan.ts';
