/**
 * Takes one consistent pair: the installation's volumes and its database as of one moment.
 *
 *   1. preflight   what can be known to fail is known before anything is copied
 *   2. pre-copy    a full layer of each volume, while everything runs
 *   3. settle      no service is in the middle of a change, or it is said that this could not be had
 *   4. freeze      writers paused; changes since the pre-copy, snapshot with locks, agreement, nothing moved; thaw
 *   5. dump        from the snapshot, while everything runs again; a full look confirms that nothing was missed
 *   6. seal        evidence judged, manifest signed, one rename
 *
 * Holds after each: before 4 no service was touched; from the first pause on, journal and watchdog know whom to resume;
 * an archive exists from the rename on, whole, or not at all.
 *
 * Not promised: that a service whose change takes longer than settling waits, and which no agreement rule covers, is
 * caught between two changes.
 */
export { type BackupArgs, type BackupArgsInput, backupArgsSchema } from './args.ts';
export { backUp, backupHandler } from './handler.ts';
export { closeIfReleased, releaseHeld } from './hold.ts';
