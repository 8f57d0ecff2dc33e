import { type Actor, statusOf } from '../auth/index.ts';
import type { Role } from '../contract/access.ts';
import { reportOf } from '../errors/error.ts';
import { type App, app } from './app.ts';
import { contextOf } from './context.ts';
import { actorWith } from './procedure.ts';

/**
 * For routes beside tRPC (downloads, uploads): lets through whom the role allows, and answers errors as JSON
 * `{report}` with a status that fits.
 */
export async function withRole(
  request: Request,
  needed: Role,
  work: (app: App, actor: Actor) => Promise<Response>,
): Promise<Response> {
  try {
    const opened = await app();
    const { actor } = await contextOf(opened, request);
    return await work(opened, actorWith(actor, needed));
  } catch (error) {
    const report = reportOf(error);
    return Response.json({ report }, { status: statusOf(report), headers: { 'cache-control': 'no-store' } });
  }
}
