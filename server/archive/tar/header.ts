import { TarProblem } from './problem.ts';

export const blockBytes = 512;

/** The fields of a ustar header block, as bytes and numbers; no meaning yet. */
export type HeaderBlock = {
  name: string;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  mtime: number;
  type: string;
  linkName: string;
};

/**
 * Decodes one block strictly as POSIX ustar: no old GNU forms, no base-256 numbers, because a reader that guesses where
 * GNU tar guesses otherwise would check one archive and extract another.
 * @throws TarProblem `not-tar`
 */
export function decodeHeader(block: Buffer): HeaderBlock {
  if (block.toString('latin1', 257, 265) !== 'ustar\u000000')
    throw new TarProblem('not-tar', 'a header is not POSIX ustar');
  if (octal(block, 148, 8, 'checksum') !== checksum(block))
    throw new TarProblem('not-tar', 'a header’s checksum is wrong');
  const prefix = text(block, 345, 155);
  const name = text(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    mode: octal(block, 100, 8, 'mode'),
    uid: octal(block, 108, 8, 'uid'),
    gid: octal(block, 116, 8, 'gid'),
    size: octal(block, 124, 12, 'size'),
    mtime: octal(block, 136, 12, 'mtime'),
    type: block.toString('latin1', 156, 157),
    linkName: text(block, 157, 100),
  };
}

export function isZeroBlock(block: Buffer): boolean {
  return block.equals(zeroBlock);
}

const zeroBlock = Buffer.alloc(blockBytes);

function text(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at);
  return block.toString('latin1', at, end < 0 || end > at + length ? at + length : end);
}

function octal(block: Buffer, at: number, length: number, field: string): number {
  const digits = /^ *([0-7]*)[\0 ]*$/.exec(block.toString('latin1', at, at + length));
  if (digits === null) throw new TarProblem('not-tar', `a header’s ${field} is no octal number`);
  return digits[1] === '' ? 0 : Number.parseInt(digits[1] ?? '', 8);
}

function checksum(block: Buffer): number {
  let sum = 8 * 32;
  for (let at = 0; at < blockBytes; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}
