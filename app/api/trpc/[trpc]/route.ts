import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { app } from '@/server/api/app.ts';
import { contextOf } from '@/server/api/context.ts';
import { noteDefect } from '@/server/api/note-defect.ts';
import { appRouter } from '@/server/api/router.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: async () => contextOf(await app(), request),
    onError: noteDefect,
    responseMeta: () => ({ headers: { 'cache-control': 'no-store' } }),
  });
}

export { handle as GET, handle as POST };
