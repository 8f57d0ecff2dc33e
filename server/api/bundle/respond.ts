import { type BundleLayout, readBundle } from '../../archive/bundle.ts';
import { wantedRange } from '../../archive/byte-range.ts';

/**
 * The HTTP answer to GET or HEAD of a bundle: whole, or one range of it, with its length and a strong tag, so that a
 * download that was cut shows as cut and goes on where it ended.
 */
export function bundleResponse(request: Request, layout: BundleLayout): Response {
  const { totalBytes, etag, name } = layout;
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Content-Type': 'application/x-tar',
    'Content-Disposition': `attachment; filename="${name}"`,
    // An archive holds secrets: no shared cache keeps it, and nothing on the way may change its bytes.
    'Cache-Control': 'private, no-cache, no-transform',
    'X-Content-Type-Options': 'nosniff',
  });
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const wanted = wantedRange(request.headers.get('range'), request.headers.get('if-range'), totalBytes, etag);
  if (wanted.kind === 'unsatisfiable') {
    headers.set('Content-Range', `bytes */${totalBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = wanted.kind === 'whole' ? { from: 0, to: totalBytes } : wanted;
  headers.set('Content-Length', String(to - from));
  if (wanted.kind === 'range') headers.set('Content-Range', `bytes ${from}-${to - 1}/${totalBytes}`);
  const body = request.method === 'HEAD' ? null : readBundle(layout, from, to);
  return new Response(body, { status: wanted.kind === 'range' ? 206 : 200, headers });
}

function matches(ifNoneMatch: string | null, etag: string): boolean {
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
}
