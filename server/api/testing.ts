import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import superjson from 'superjson';
import type { Actor } from '../auth/index.ts';
import { readConfig } from '../config/index.ts';
import type { Role } from '../contract/access.ts';
import { openDependencies } from '../engine/dependencies.ts';
import { migrate } from '../store/index.ts';
import type { App } from './app.ts';
import { contextOf } from './context.ts';
import { appRouter } from './router.ts';

/** For tests: the whole app in a folder of its own, with a Docker that does not answer. */
export async function temporaryApp(): Promise<App & AsyncDisposable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-api-'));
  const config = readConfig({
    NODE_ENV: 'test',
    HOLDFAST_STATE: path.join(folder, 'state'),
    HOLDFAST_STORE: path.join(folder, 'store'),
    DOCKER_HOST: `unix://${folder}/no-docker.sock`,
    HOLDFAST_URL: 'http://holdfast.test',
  });
  const deps = await openDependencies(config);
  await migrate(deps.db);
  return {
    config,
    deps,
    auth: { db: deps.db, publicUrl: config.publicUrl },
    async [Symbol.asyncDispose]() {
      await deps.db.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody of that role, signed in by a browser. */
export function someone(role: Role, name = `some-${role}`): Actor {
  return { id: name, name, role, via: 'session', sessionId: 'here', sessionCreatedAt: '2026-01-01T00:00:00.000Z' };
}

export function callerOf(app: App, actor: Actor | null) {
  return appRouter.createCaller({ app, actor, from: '192.0.2.1' });
}

/** Sends a request as HTTP would bring it. */
export function send(app: App, request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => contextOf(app, request),
  });
}

/** The error in an answer, as clients read it. */
export async function errorIn(response: Response): Promise<{ message: string; data: Record<string, unknown> }> {
  const body = (await response.json()) as { error: Parameters<typeof superjson.deserialize>[0] };
  return superjson.deserialize(body.error);
}
