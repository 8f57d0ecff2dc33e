import { type Actor, addressOf, authenticate } from '../auth/index.ts';
import type { App } from './app.ts';

/** What a procedure knows of its request. */
export type Context = {
  app: App;
  /** Null for nobody. */
  actor: Actor | null;
  /** Address of the client. */
  from: string;
};

export async function contextOf(app: App, request: Request): Promise<Context> {
  return { app, actor: await authenticate(request, app.auth), from: addressOf(request.headers) };
}
