/** Headers of the one tar that a bundle is: ustar, with a pax record where a path or a size does not fit. */

export const blockBytes = 512;

export type TarEntry = {
  /** ASCII, relative. */
  path: string;
  bytes: number;
  mode: number;
  /** Seconds since the epoch. */
  mtime: number;
};

const largestUstarSize = 0o77777777777;
const longestUstarName = 100;

/** The blocks before an entry's content. The same entry always gives the same bytes. */
export function tarHeader(entry: TarEntry): Uint8Array {
  const records = [
    ...(entry.path.length > longestUstarName ? [paxRecord('path', entry.path)] : []),
    ...(entry.bytes > largestUstarSize ? [paxRecord('size', String(entry.bytes))] : []),
  ].join('');
  const plain = ustar({
    ...entry,
    path: entry.path.slice(0, longestUstarName),
    bytes: Math.min(entry.bytes, largestUstarSize),
    type: '0',
  });
  if (records === '') return plain;
  const body = Buffer.from(records);
  const pax = ustar({ path: 'pax', bytes: body.length, mode: 0o600, mtime: entry.mtime, type: 'x' });
  return Buffer.concat([pax, body, new Uint8Array(paddingOf(body.length)), plain]);
}

/** Zero bytes after a content of this size. */
export function paddingOf(bytes: number): number {
  return (blockBytes - (bytes % blockBytes)) % blockBytes;
}

/** `<length> <key>=<value>\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const guess = rest.length + String(rest.length).length;
  const length = rest.length + String(guess).length;
  return `${length}${rest}`;
}

function ustar(entry: TarEntry & { type: '0' | 'x' }): Uint8Array {
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, width: number) =>
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  block.write(entry.path, 0, longestUstarName, 'latin1');
  octal(entry.mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(entry.bytes, 124, 12);
  octal(entry.mtime, 136, 12);
  block.write('        ', 148, 'latin1');
  block.write(entry.type, 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  octal(0, 329, 8);
  octal(0, 337, 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
