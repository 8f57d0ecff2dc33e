import { Readable } from 'node:stream';
import { parseArchiveId } from '../../archive/ids.ts';
import { addressOf } from '../../auth/index.ts';
import { openPart } from '../../engine/browse/index.ts';
import { recordAudit } from '../../store/index.ts';
import { withRole } from '../route.ts';

/**
 * One file or folder of an archive: `GET /api/archives/<id>/file?volume=<name>&path=<escaped path>`. A folder comes as a
 * tar. It is not encrypted, so it is for administrators. Ends when the client goes away.
 */
export function downloadPart(request: Request, id: string): Promise<Response> {
  return withRole(request, 'admin', async ({ deps }, actor) => {
    const { searchParams } = new URL(request.url);
    const [volume, path] = [searchParams.get('volume') ?? '', searchParams.get('path') ?? ''];
    const archive = parseArchiveId(id);
    const part = await openPart(deps, { id: archive, volume, path }, request.signal);
    await recordAudit(deps.db, {
      who: actor.name,
      action: 'files.download',
      what: `Download ${volume}/${path.slice(0, 500)} of ${archive}.`,
      outcome: 'done',
      from: addressOf(request.headers),
    });
    return new Response(Readable.toWeb(part.stream) as ReadableStream, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(part.bytes),
        'Content-Disposition': disposition(part.name),
        // A file out of a volume may be a page with a script in it: never shown, only saved.
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store, no-transform',
      },
    });
  });
}

/** RFC 6266: a plain name for old clients, and the whole one. */
export function disposition(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._ -]/g, '_').slice(0, 150) || 'file';
  const whole = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
