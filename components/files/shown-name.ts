import { files as words } from '../messages/files.ts';

/** A piece of a name: as it stands, or what stands for bytes that cannot be shown. */
export type NamePiece = { text: string; escaped: boolean };

const sequence = /\\(\\|[0-7]{3})/g;

/** What a person knows a control character by. */
const controls: Record<number, { sign: string; name: string }> = {
  9: { sign: '\\t', name: words.controls.tab },
  10: { sign: '\\n', name: words.controls.newline },
  13: { sign: '\\r', name: words.controls.return },
};

/** Cuts a name, escaped as a listing gives it, into what stands as it is and what is escaped: `\012` as `\n`, `\374` as `\xfc`. */
export function piecesOf(name: string): NamePiece[] {
  const pieces: NamePiece[] = [];
  let end = 0;
  for (const match of name.matchAll(sequence)) {
    if (match.index > end) pieces.push({ text: name.slice(end, match.index), escaped: false });
    pieces.push({ text: signOf(match[1] ?? ''), escaped: true });
    end = match.index + match[0].length;
  }
  if (end < name.length) pieces.push({ text: name.slice(end), escaped: false });
  return pieces;
}

function signOf(code: string): string {
  if (code === '\\') return '\\\\';
  const byte = Number.parseInt(code, 8);
  return controls[byte]?.sign ?? `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** What is odd about a name, in words; null for a plain one. */
export function oddityOf(name: string): string | null {
  const bytes = [...name.matchAll(sequence)].flatMap(([, code]) =>
    code === '\\' ? [] : [Number.parseInt(code ?? '', 8)],
  );
  if (bytes.length === 0) return null;
  const low = bytes.filter((byte) => byte < 32 || byte === 127);
  const high = bytes.filter((byte) => byte > 127);
  const named = [...new Set(low.map((byte) => controls[byte]?.name ?? words.controls.other))];
  return [
    named.length > 0 ? words.odd.controls(named) : '',
    high.length > 0 ? words.odd.bytes([...new Set(high)].map((byte) => byte.toString(16))) : '',
  ]
    .filter(Boolean)
    .join('; ');
}
