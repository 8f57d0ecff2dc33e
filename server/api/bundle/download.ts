import { bundleLayout } from '../../archive/bundle.ts';
import { parseArchiveId } from '../../archive/ids.ts';
import { addressOf } from '../../auth/index.ts';
import { recordAudit } from '../../store/index.ts';
import { withRole } from '../route.ts';
import { bundleResponse } from './respond.ts';

/** The bundle of an archive. It is not encrypted, so it is for administrators. */
export function downloadBundle(request: Request, id: string): Promise<Response> {
  return withRole(request, 'admin', async ({ deps }, actor) => {
    const archive = await deps.store.read(parseArchiveId(id));
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
