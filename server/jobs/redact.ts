/*
 * A safety net, not a licence: nothing should hand a secret to a job. What looks like one is taken out before it
 * reaches the database, where backups, pages and the command line would show it.
 */

const secretKey = /passw|secret|token|authorization|cookie|private.?key/i;
const patterns: [RegExp, string][] = [
  [/\bhft_[A-Za-z0-9_-]{8,}/g, 'hft_…'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 …'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:…@'],
  [/\b([A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN)[A-Z0-9_]*\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;"']+)/gi, '$1…'],
];

/** Takes passwords and tokens out of a line of text. */
export function redact(text: string): string {
  return patterns.reduce((rest, [pattern, shown]) => rest.replaceAll(pattern, shown), text);
}

/** The same for a value that is stored as JSON: also every string under a key that names a secret. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'string' && secretKey.test(key) ? '…' : withoutSecrets(each),
    ]),
  );
}
