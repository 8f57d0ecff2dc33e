import path from 'node:path';
import { z } from 'zod';
import { fail } from '../errors/error.ts';
import { instanceOf, openStateFolder, stateFolderOf } from './state.ts';
import { version } from './version.ts';

export { keepOnce } from './state.ts';

export type Config = {
  /** Absolute. Holdfast's own state: SQLite, keys, secrets (0700). */
  stateFolder: string;
  /** Absolute. The archive store as this process sees it. */
  storeFolder: string;
  /** DOCKER_HOST; undefined: the usual socket. */
  dockerHost: string | undefined;
  /** Image of the helper containers. */
  helperImage: string;
  /** How many CPUs each helper may take while services run; null: what they leave. */
  helperCpus: number | null;
  port: number;
  /** Where browsers reach the dashboard: origin, no path. Sign-in cookies and the same-origin check go by it. */
  publicUrl: string;
  /** How long the side that a restore or an undo replaced is kept. */
  undoDays: number;
  /** Of Holdfast. */
  version: string;
  /** uuid of the state folder. */
  instance: string;
};

/** An empty variable counts as unset, as in compose files. */
const text = z.string().transform((value) => value || undefined);

const envSchema = z.object({
  HOLDFAST_STORE: text.optional(),
  DOCKER_HOST: text.optional(),
  HOLDFAST_HELPER_IMAGE: text.optional(),
  PORT: text
    .transform((value) => Number(value ?? 3000))
    .pipe(z.number().int().min(1).max(65535))
    .optional(),
  HOLDFAST_HELPER_CPUS: text
    .transform((value) => (value === undefined ? null : Number(value)))
    .pipe(z.number().min(0.05).max(1024).nullable())
    .optional(),
  HOLDFAST_UNDO_DAYS: text
    .transform((value) => Number(value ?? 7))
    .pipe(z.number().min(0).max(365))
    .optional(),
  HOLDFAST_URL: text.pipe(z.url({ protocol: /^https?$/ }).optional()).optional(),
});

/**
 * Reads the environment and opens the state folder.
 * @throws `config.invalid` naming the variable.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = envSchema.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw fail('config.invalid', { name: String(issue?.path[0] ?? ''), problem: issue?.message ?? '' });
  }
  const stateFolder = stateFolderOf(env);
  openStateFolder(stateFolder);
  const port = parsed.data.PORT ?? 3000;
  return {
    stateFolder,
    storeFolder: path.resolve(parsed.data.HOLDFAST_STORE ?? path.join(stateFolder, '..', 'store')),
    dockerHost: parsed.data.DOCKER_HOST,
    helperImage: parsed.data.HOLDFAST_HELPER_IMAGE ?? `holdfast-helper:${version}`,
    helperCpus: parsed.data.HOLDFAST_HELPER_CPUS ?? null,
    port,
    publicUrl: new URL(parsed.data.HOLDFAST_URL ?? `http://localhost:${port}`).origin,
    undoDays: parsed.data.HOLDFAST_UNDO_DAYS ?? 7,
    version,
    instance: instanceOf(stateFolder),
  };
}

let known: Config | undefined;

/** The configuration of this process, read once. */
export function config(): Config {
  known ??= readConfig(process.env);
  return known;
}
