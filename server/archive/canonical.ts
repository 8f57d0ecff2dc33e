/** A value that JSON can carry exactly. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The one text of a JSON value in an archive: keys sorted by UTF-16 code units, two spaces, a newline at the end.
 * Keys whose value is undefined are left out. Two equal values have equal bytes, so hashes and signatures hold.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(JSON.parse(JSON.stringify(value)) as Json), null, 2)}\n`;
}

/** Whether `text` is the canonical text of what it says: no key twice, nothing between the lines. */
export function isCanonicalJson(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  // fromEntries defines own properties, so a key "__proto__" stays a key.
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
