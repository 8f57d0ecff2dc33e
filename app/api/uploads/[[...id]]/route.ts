import { withRole } from '@/server/api/route.ts';
import { addressOf } from '@/server/auth/index.ts';
import type { EngineDeps } from '@/server/engine/dependencies.ts';
import { openUploads, type UploadServer } from '@/server/engine/import/upload-server.ts';
import { recordAudit } from '@/server/store/index.ts';

export const dynamic = 'force-dynamic';

/** The tus endpoint, for administrators. It must never pass a proxy of Next's: that cuts bodies at 10 MB with a 200. */
function upload(request: Request): Promise<Response> {
  return withRole(request, 'admin', async ({ deps }, actor) => {
    const response = await uploadsOf(deps).handle(request, actor.name);
    const what = { POST: 'Begin an upload.', DELETE: 'Give an upload up.' }[request.method];
    if (what !== undefined) {
      await recordAudit(deps.db, {
        who: actor.name,
        action: request.method === 'POST' ? 'uploads.create' : 'uploads.discard',
        what,
        outcome: response.ok ? 'done' : 'refused',
        from: addressOf(request.headers),
      });
    }
    return response;
  });
}

let opened: UploadServer | undefined;

/** One for the process: it holds the locks that keep two requests from writing to the same upload. */
function uploadsOf(deps: EngineDeps): UploadServer {
  opened ??= openUploads(deps);
  return opened;
}

export { upload as DELETE, upload as HEAD, upload as OPTIONS, upload as PATCH, upload as POST };
