/** What Holdfast protects, and where it keeps the archives. */
import { z } from 'zod';
import { discoverySchema } from './documents.ts';
import { count, iso } from './values.ts';

export const installationViewSchema = discoverySchema.extend({
  title: z.string(),
  state: z.enum(['running', 'partly', 'stopped', 'missing']),
  strategy: z.enum(['pause', 'stop', 'observe']),
  serverVersion: z.string().nullable(),
  /** Services with what Holdfast does with each. */
  services: z.array(
    z.object({
      service: z.string(),
      container: z.string(),
      image: z.string(),
      running: z.boolean(),
      startedAt: iso.nullable(),
      writer: z.string().nullable(),
      keptInRestore: z.boolean(),
      isDatabase: z.boolean(),
    }),
  ),
  excluded: z.array(z.object({ name: z.string(), key: z.string(), reason: z.string() })),
  folder: z.string().nullable(),
});
export type InstallationView = z.infer<typeof installationViewSchema>;

export const sslModeSchema = z.enum(['prefer', 'require', 'verify-full']);
export type SslMode = z.infer<typeof sslModeSchema>;

/** A database outside Docker, as the settings have it; the password stays on the server. */
export const databasePlaceSchema = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  /** None: all of the server. */
  databases: z.array(z.string()),
  /** How the way to it is encrypted, as psql names it. */
  sslmode: sslModeSchema,
  /** Whose signature on its certificate `verify-full` accepts, in PEM; null: the CAs that this machine trusts. */
  ca: z.string().nullable(),
  serverVersion: z.string(),
});

export const storeViewSchema = z.object({
  path: z.string(),
  kind: z.enum(['folder', 'volume']),
  usedBytes: count,
  freeBytes: count,
  archives: count,
});
