import { z } from 'zod';

/** Matches a container by compose service, label or image; every given part must match. */
const containerMatchSchema = z.object({
  service: z.string().optional(),
  label: z.string().optional(),
  image: z.string().optional(),
});

/**
 * How Holdfast treats a kind of installation: data only. What a field leaves out is discovered. Written by hand in
 * `profiles/`; how to add one stands in CONTRIBUTING.md.
 */
export const profileSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Shown to people. */
  title: z.string(),
  /** A running project is of this profile when one of its containers carries one of these labels ("key" or "key=value"). */
  detect: z.object({ labels: z.array(z.string()) }),
  /** Labels by prefix that make a container part of the installation although it stands in no compose file. */
  memberLabels: z.array(z.string()).default([]),
  version: z
    .object({
      /** The tag of an image whose repository matches this expression is the version. */
      imageRepository: z.string(),
    })
    .nullable()
    .default(null),
  volumes: z
    .array(
      z.object({
        /** Compose key. */
        key: z.string(),
        role: z.enum(['included', 'volatile', 'excluded']),
        /** Applies only under these strategies; absent: always. */
        strategies: z.array(z.enum(['pause', 'stop', 'observe'])).optional(),
        reason: z.string(),
      }),
    )
    .default([]),
  database: z
    .object({ match: containerMatchSchema, name: z.string().optional(), user: z.string().optional() })
    .nullable()
    .default(null),
  strategy: z.enum(['pause', 'stop', 'observe']).default('pause'),
  /** Services that are writers beside those found by their mounts. */
  writers: z.array(z.string()).default([]),
  /** A container that shares a network with the database is a writer too (generic profile). */
  networkNeighboursWrite: z.boolean().default(false),
  /** Keys of volumes that never come to rest: settling does not wait for them. What moves inside the freeze is judged all the same. */
  neverRest: z.array(z.string()).default([]),
  /** Names from files = names from rows, inside the freeze. */
  agreement: z
    .object({
      name: z.string(),
      volume: z.string(),
      /** Relative to the volume's root; `*` within one folder. */
      glob: z.string(),
      /** Regular expression over the matched path; its first group is the name. */
      capture: z.string(),
      /** One column of text. */
      query: z.string(),
    })
    .nullable()
    .default(null),
  restore: z
    .object({
      /** Not stopped in a restore, though they mount swapped volumes (read-only). */
      keepRunning: z.array(z.string()).default([]),
      /** Services in the order they are started; stopped in the reverse order. Unnamed ones come last. */
      order: z.array(z.string()).default([]),
      /** Why a kept service wants a restart, by service. */
      restartReasons: z.record(z.string(), z.string()).default({}),
    })
    .prefault({}),
  /** Runs on the staged database after it was compared and before the commit. */
  sessions: z
    .object({
      /** A statement; its row count is the number of sessions ended. */
      statement: z.string(),
      /** Tables it changes: named in the result and exempt from the comparison afterwards. */
      tables: z.array(z.object({ schema: z.string(), name: z.string() })),
      message: z.string(),
    })
    .nullable()
    .default(null),
  /** Product-version rules, first match wins. Versions compare as dotted numbers. */
  compatibility: z
    .array(
      z.object({
        /** Range of the archive's version and of the installation's, as "<1.10", ">=1.0 <2" or "*". */
        from: z.string(),
        to: z.string(),
        relation: z.enum(['same', 'older-archive', 'newer-archive', 'any']).default('any'),
        outcome: z.enum(['allow', 'steps', 'refuse']),
        text: z.string(),
        /** Additional steps, in order; `{from}`, `{to}`, `{project}` are filled in. */
        steps: z
          .array(z.object({ id: z.string(), text: z.string(), commands: z.array(z.string()).default([]) }))
          .default([]),
      }),
    )
    .default([]),
});

export type Profile = z.infer<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;
export type Strategy = Profile['strategy'];
