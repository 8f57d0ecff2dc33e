/**
 * A rehearsal proves an archive by restoring it, beside the installation and without touching it:
 *   1. Look: which image the scratch server is made from, and whether there is room.
 *   2. Scratch server: PostgreSQL of the database's own image in a container without a network or a mount.
 *   3. Build: files read again by their hashes, then every volume into a scratch volume and every dump into the scratch
 *      server, by the same code that a restore stages with.
 *   4. Compare: files with the fingerprint, rows and structure with the manifest.
 *   5. Try: constraints, amcheck, and the profile's agreement rule on the scratch pair.
 *   6. Remove: whatever happened. What a crash leaves carries the job's label; recovery and the sweep at start remove it.
 *
 * The archive's proof becomes `rehearsed`, or `failed` when the archive is to blame. Docker away, no room, no image: the
 * proof stays as it is. A rehearsed archive's code (triggers, functions) runs as superuser of the scratch server: in a
 * container without network, capabilities and mounts, but on this host's CPU and disk.
 */
export { rehearseHandler } from './handler.ts';
