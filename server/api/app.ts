import type { AuthDeps } from '../auth/index.ts';
import { type Config, config } from '../config/index.ts';
import { type EngineDeps, openDependencies } from '../engine/dependencies.ts';

/** All that a request may need. */
export type App = { config: Config; deps: EngineDeps; auth: AuthDeps };

let opened: Promise<App> | undefined;

/** The app of this bundle, opened at the first request. Tables are brought up to date before requests come. */
export function app(): Promise<App> {
  opened ??= open(config()).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(settings: Config): Promise<App> {
  const deps = await openDependencies(settings);
  return { config: settings, deps, auth: { db: deps.db, publicUrl: settings.publicUrl } };
}
