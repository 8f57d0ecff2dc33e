/**
 * The little markup of the message catalogue, so that a whole sentence stands in one string and can be translated:
 * `**value**`, `` `code` ``, `[words](name)` a link, `[words](!name)` a fact that was checked and leads to its evidence.
 */
export type RichPart =
  | { kind: 'text' | 'value' | 'code'; text: string }
  | { kind: 'link' | 'fact'; text: string; name: string };

const pattern = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((!?)([\w-]+)\)/g;

export function parseRich(source: string): RichPart[] {
  const parts: RichPart[] = [];
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: source.slice(end, match.index) });
    parts.push(partOf(match));
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push({ kind: 'text', text: source.slice(end) });
  return parts;
}

function partOf([, value, code, words, fact, name]: RegExpMatchArray): RichPart {
  if (value !== undefined) return { kind: 'value', text: value };
  if (code !== undefined) return { kind: 'code', text: code };
  return { kind: fact === '!' ? 'fact' : 'link', text: words ?? '', name: name ?? '' };
}

/** The sentence without its markup, for labels that screen readers read. */
export function plainText(source: string): string {
  return parseRich(source)
    .map((part) => part.text)
    .join('');
}
