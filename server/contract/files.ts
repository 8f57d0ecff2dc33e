/**
 * What lies in an archive. Names and paths are escaped: UTF-8 as it stands, a backslash doubled, control characters and bytes
 * that are no UTF-8 as `\ooo` (octal, one a byte). A path that was given goes back in as it is; the root's is empty.
 */
import { z } from 'zod';
import { archiveIdSchema } from '../archive/ids.ts';
import { count, iso } from './values.ts';

export const fileEntrySchema = z.object({
  /** Last part of the path. */
  name: z.string(),
  path: z.string(),
  type: z.enum(['file', 'folder', 'link', 'fifo']),
  /** Four octal digits, setuid, setgid and sticky first. */
  mode: z.string(),
  uid: count,
  gid: count,
  /** Apparent size of a file; 0 of anything else. */
  size: count,
  mtime: iso,
  /** Exact: nanoseconds since the epoch, decimal. */
  mtimeNs: z.string(),
  /** Names that the file has. */
  links: count,
  /** Where a symbolic link leads, escaped. */
  target: z.string().nullable(),
  /** Entries below a folder, at any depth. */
  below: count,
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

export const fileListingSchema = z.object({
  archiveId: archiveIdSchema,
  /** Real name. */
  volume: z.string(),
  /** What was asked for: a folder, or something else (`entries` is empty then). */
  self: fileEntrySchema,
  /** Directly in the folder, folders first, then by name; in a search, everything below it whose name fits. */
  entries: z.array(fileEntrySchema),
  /** How many entries there are in all; null in a search. */
  total: count.nullable(),
  /** Give it back for the next page; null: this was the last. */
  next: z.string().nullable(),
});
export type FileListing = z.infer<typeof fileListingSchema>;

/** What to browse: volumes with their sizes, and tables with their rows. */
export const archiveContentsSchema = z.object({
  archiveId: archiveIdSchema,
  volumes: z.array(z.object({ name: z.string(), key: z.string(), files: count, bytes: count })),
  databases: z.array(
    z.object({
      name: z.string(),
      serverVersion: z.string(),
      bytes: count,
      tables: z.array(z.object({ schema: z.string(), name: z.string(), rows: count })),
    }),
  ),
});
export type ArchiveContents = z.infer<typeof archiveContentsSchema>;
