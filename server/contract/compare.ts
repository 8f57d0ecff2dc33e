/** Two archives, or an archive and the installation as it is, side by side. Everything reads from `left` to `right`. */
import { z } from 'zod';
import { archiveIdSchema } from '../archive/ids.ts';
import { fileEntrySchema } from './files.ts';
import { count, iso } from './values.ts';

/** What happened to a thing on the way from left to right. `unknown`: it could not be told, see `problems`. */
export const changeSchema = z.enum(['same', 'changed', 'added', 'gone', 'unknown']);
const both = <Value extends z.ZodType>(value: Value) => z.object({ left: value.nullable(), right: value.nullable() });
export const namesSchema = z.object({
  added: z.array(z.string()),
  gone: z.array(z.string()),
  changed: z.array(z.string()),
});
export type Names = z.infer<typeof namesSchema>;

const membershipSchema = z.object({ role: z.string(), member: z.string() });
/** `changed`: its options (ADMIN; INHERIT and SET where both sides know them). */
const membershipsSchema = z.object({
  added: z.array(membershipSchema),
  gone: z.array(membershipSchema),
  changed: z.array(membershipSchema),
});

export const sideSchema = z.object({
  kind: z.enum(['archive', 'live']),
  archiveId: archiveIdSchema.nullable(),
  project: z.string(),
  /** When the archive was frozen, or when the installation was looked at. */
  at: iso,
});

export const comparisonSchema = z.object({
  left: sideSchema,
  right: sideSchema,
  product: both(z.string()),
  postgres: both(z.string()),
  volumes: z.array(
    z.object({
      /** Compose key, by which volumes of two projects are matched. */
      key: z.string(),
      change: changeSchema,
      /** Real names. */
      names: both(z.string()),
      files: both(count),
      bytes: both(count),
      /** How many entries; null where one side is not there or could not be looked at. */
      entries: z.object({ added: count, gone: count, changed: count }).nullable(),
    }),
  ),
  databases: z.array(
    z.object({
      name: z.string(),
      change: changeSchema,
      /** By the hash of tables, columns, constraints, indexes, rights. `unknown`: of different major versions. */
      structure: z.enum(['same', 'different', 'unknown']),
      tables: z.array(
        z.object({
          schema: z.string(),
          name: z.string(),
          change: changeSchema,
          /** Null: no such table, or not counted in time. */
          rows: both(count),
          /** Null where one side does not tell its columns. */
          columns: namesSchema.nullable(),
        }),
      ),
      /** Versions. */
      extensions: z.array(z.object({ name: z.string(), change: changeSchema, versions: both(z.string()) })),
      /** Encoding, collation, character classes, provider, in one text. */
      collation: both(z.string()),
    }),
  ),
  /** Names of the server's roles, and who belongs to whom. Null where one side does not tell them. */
  roles: namesSchema.extend({ memberships: membershipsSchema }).nullable(),
  /** What could not be looked at, in plain sentences. */
  problems: z.array(z.string()),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** One page of what differs in a volume. */
export const fileDifferencesSchema = z.object({
  key: z.string(),
  /** When a live side was looked at; the pages of one look belong together. */
  at: iso,
  entries: z.array(
    z.object({
      /** Escaped, as in a listing. */
      path: z.string(),
      change: z.enum(['added', 'gone', 'changed']),
      /** What differs: type, contents or size, mode, owner, time, link target. */
      what: z.array(z.enum(['type', 'size', 'mode', 'owner', 'time', 'target'])),
      left: fileEntrySchema.nullable(),
      right: fileEntrySchema.nullable(),
    }),
  ),
  total: count,
  next: z.string().nullable(),
});
export type FileDifferences = z.infer<typeof fileDifferencesSchema>;
