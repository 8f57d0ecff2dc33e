import { app } from '@/server/api/app.ts';
import { countArchives } from '@/server/store/index.ts';

export const dynamic = 'force-dynamic';

/** Answers once pages and API work: public, and says nothing but the version. */
export async function GET(): Promise<Response> {
  const { config, deps } = await app();
  await countArchives(deps.db);
  return Response.json({ ok: true, version: config.version }, { headers: { 'cache-control': 'no-store' } });
}
