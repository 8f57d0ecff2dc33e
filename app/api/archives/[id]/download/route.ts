import { bundleResponse } from '@/server/api/bundle/respond.ts';
import { withRole } from '@/server/api/route.ts';
import { bundleLayout } from '@/server/archive/bundle.ts';
import { parseArchiveId } from '@/server/archive/ids.ts';
import { addressOf } from '@/server/auth/index.ts';
import { recordAudit } from '@/server/store/index.ts';

export const dynamic = 'force-dynamic';

/** The bundle of an archive. It is not encrypted, so it is for administrators. */
function download(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return withRole(request, 'admin', async ({ deps }, actor) => {
    const archive = await deps.store.read(parseArchiveId((await params).id));
    const response = bundleResponse(request, bundleLayout(archive));
    if (response.body !== null) {
      const part = response.headers.get('content-range');
      await recordAudit(deps.db, {
        who: actor.name,
        action: 'archives.download',
        what: `Download ${archive.id}${part === null ? '' : ` (${part})`}.`,
        outcome: 'done',
        from: addressOf(request.headers),
      });
    }
    return response;
  });
}

export { download as GET, download as HEAD };
