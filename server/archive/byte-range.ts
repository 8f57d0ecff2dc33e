/** What a request asks of a whole of `totalBytes`: all of it, one range (`to` excluded), or something that is not there. */
export type Wanted = { kind: 'whole' } | { kind: 'range'; from: number; to: number } | { kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, one range of bytes). Several ranges, other units and malformed ones ask for the whole,
 * as the RFC allows. `ifRange` is the If-Range header: a range counts only when it is exactly the strong tag.
 */
export function wantedRange(range: string | null, ifRange: string | null, totalBytes: number, etag: string): Wanted {
  const match = range === null ? null : /^bytes=(\d*)-(\d*)$/.exec(range.replaceAll(' ', ''));
  const [, first = '', last = ''] = match ?? [];
  if ((first === '' && last === '') || (ifRange !== null && ifRange !== etag)) return { kind: 'whole' };
  if (first === '') return suffix(Number(last), totalBytes);
  const from = Number(first);
  if (last !== '' && Number(last) < from) return { kind: 'whole' };
  if (from >= totalBytes) return { kind: 'unsatisfiable' };
  return { kind: 'range', from, to: last === '' ? totalBytes : Math.min(Number(last) + 1, totalBytes) };
}

function suffix(bytes: number, totalBytes: number): Wanted {
  if (bytes === 0) return { kind: 'unsatisfiable' };
  return { kind: 'range', from: Math.max(totalBytes - bytes, 0), to: totalBytes };
}
