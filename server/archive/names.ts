/**
 * Names of files are bytes; here they are latin1 strings (one char a byte). For pages, documents and terminals they are
 * escaped: UTF-8 as it stands, a backslash doubled, and control characters, marks that turn the direction of writing, and
 * bytes that are no UTF-8 as `\ooo`, octal, one a byte. {@link unescapeName} takes that back exactly.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a page or a terminal
const unfit = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export function escapeName(name: string): string {
  const bytes = Buffer.from(name, 'latin1');
  const decoded = bytes.toString('utf8');
  if (Buffer.from(decoded, 'utf8').equals(bytes)) {
    return decoded.replaceAll('\\', '\\\\').replaceAll(unfit, (char) => octal(Buffer.from(char, 'utf8')));
  }
  return name
    .replaceAll('\\', '\\\\')
    .replaceAll(/[\x80-\xff]/g, latin1Octal)
    .replaceAll(unfit, latin1Octal);
}

/** @returns null for a text that no name is escaped as */
export function unescapeName(text: string): string | null {
  const name = text
    .split(/(\\\\|\\[0-3][0-7]{2})/)
    .map((part, index) => (index % 2 === 1 ? unescaped(part) : Buffer.from(part, 'utf8').toString('latin1')))
    .join('');
  return escapeName(name) === text ? name : null;
}

const unescaped = (part: string): string =>
  part === '\\\\' ? '\\' : String.fromCharCode(Number.parseInt(part.slice(1), 8));

const latin1Octal = (char: string): string => octal(Buffer.from(char, 'latin1'));

function octal(bytes: Buffer): string {
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
