import { TarProblem } from './problem.ts';

/** Keywords of an extended header that change how an entry is extracted, decoded. */
export type PaxRecords = {
  path?: string;
  linkpath?: string;
  size?: number;
  uid?: number;
  gid?: number;
  mtimeNs?: bigint;
  sparse?: { name: string; realSize: number };
  /** Names as GNU tar spells them behind `SCHILY.xattr.`, decoded. */
  xattrs: Map<string, Buffer>;
};

const prefixOfXattr = 'SCHILY.xattr.';
const ignored = new Set(['atime', 'ctime', 'uname', 'gname', 'comment']);

/**
 * Decodes the body of an `x` header. Only what GNU tar writes with `--format=posix --sparse --xattrs` is taken; a keyword
 * that stands twice or that nobody here knows is refused, since GNU tar might read it otherwise.
 * @throws TarProblem `not-tar`
 */
export function decodePax(body: Buffer): PaxRecords {
  const known = new Map<string, string>();
  const xattrs = new Map<string, Buffer>();
  for (const { keyword, value } of recordsOf(body)) {
    if (keyword.startsWith(prefixOfXattr)) {
      const name = decodeXattrName(keyword.slice(prefixOfXattr.length));
      if (name === '' || name.includes('\0') || xattrs.has(name))
        throw new TarProblem('not-tar', 'an extended header names an attribute twice');
      xattrs.set(name, Buffer.from(value));
    } else {
      if (known.has(keyword)) throw new TarProblem('not-tar', `an extended header says ${keyword} twice`);
      known.set(keyword, value.toString('latin1'));
    }
  }
  return { ...decodeKnown(known), xattrs };
}

function decodeKnown(known: Map<string, string>): Omit<PaxRecords, 'xattrs'> {
  const records: Omit<PaxRecords, 'xattrs'> = {};
  const sparse = new Map<string, string>();
  for (const [keyword, value] of known) {
    if (value.includes('\0')) throw new TarProblem('not-tar', `an extended header’s ${keyword} holds a zero byte`);
    if (keyword === 'path' || keyword === 'linkpath') records[keyword] = value;
    else if (keyword === 'size' || keyword === 'uid' || keyword === 'gid') records[keyword] = decimal(keyword, value);
    else if (keyword === 'mtime') records.mtimeNs = paxTimeNs(value);
    else if (keyword.startsWith('GNU.sparse.')) sparse.set(keyword.slice('GNU.sparse.'.length), value);
    else if (!ignored.has(keyword)) throw new TarProblem('not-tar', `an extended header holds an unknown keyword`);
  }
  if (sparse.size > 0) records.sparse = decodeSparse(sparse);
  return records;
}

/** Version 1.0, the one GNU tar writes: name and real size here, the map before the data. */
function decodeSparse(sparse: Map<string, string>): { name: string; realSize: number } {
  const name = sparse.get('name');
  const realSize = sparse.get('realsize');
  const version = `${sparse.get('major')}.${sparse.get('minor')}`;
  if (sparse.size !== 4 || version !== '1.0' || name === undefined || realSize === undefined) {
    throw new TarProblem('not-tar', 'a sparse file is stored in a form other than GNU 1.0');
  }
  return { name, realSize: decimal('realsize', realSize) };
}

function* recordsOf(body: Buffer): Generator<{ keyword: string; value: Buffer }> {
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? '' : body.toString('latin1', at, space);
    const end = at + Number(length);
    const equals = body.indexOf(0x3d, space);
    const sound =
      /^[1-9]\d{0,8}$/.test(length) && end <= body.length && body[end - 1] === 0x0a && equals > space && equals < end;
    if (!sound) throw new TarProblem('not-tar', 'an extended header is malformed');
    yield { keyword: body.toString('latin1', space + 1, equals), value: body.subarray(equals + 1, end - 1) };
    at = end;
  }
}

function decimal(keyword: string, value: string): number {
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new TarProblem('not-tar', `an extended header’s ${keyword} is no number`);
  return number;
}

/** Nanoseconds from `-315619199.75`: a plain decimal number, unlike find's spelling. */
export function paxTimeNs(value: string): bigint {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,9})\d*)?$/.exec(value);
  if (match === null) throw new TarProblem('not-tar', 'an extended header’s mtime is no time');
  const ns = BigInt(match[2] ?? 0) * 1_000_000_000n + BigInt((match[3] ?? '').padEnd(9, '0'));
  return match[1] === '-' ? -ns : ns;
}

/** GNU tar writes `=` and `%` of a name as %3D and %25. */
function decodeXattrName(name: string): string {
  return name.replaceAll('%3D', '=').replaceAll('%25', '%');
}
