/** Builds tars byte by byte, for archives that no tar would write. */

export type Member = {
  path: string;
  /** `0` file, `1` hard link, `2` symbolic link, `3` `4` devices, `5` folder, `6` FIFO, and whatever else. */
  type?: string;
  mode?: number;
  body?: string | Buffer;
  link?: string;
  /** In place of the body's length. */
  size?: number;
  pax?: Record<string, string>;
  magic?: string;
  checksum?: number;
  prefix?: string;
};

export function tarOf(members: readonly Member[], end: Buffer = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...members.map(member), end]);
}

export function member(of: Member): Buffer {
  const body = Buffer.from(of.body ?? '');
  const extended = of.pax === undefined ? [] : [extendedHeader(of.pax)];
  return Buffer.concat([...extended, headerBlock({ ...of, size: of.size ?? body.length }), padded(body)]);
}

export function extendedHeader(pax: Record<string, string>): Buffer {
  const body = Buffer.from(
    Object.entries(pax)
      .map(([key, value]) => paxRecord(key, value))
      .join(''),
    'latin1',
  );
  return Buffer.concat([headerBlock({ path: 'x', type: 'x', size: body.length }), padded(body)]);
}

export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

/** The map of a GNU sparse 1.0 file, padded. */
export function sparseMap(regions: readonly [number, number][]): Buffer {
  return padded(Buffer.from(`${[regions.length, ...regions.flat()].join('\n')}\n`));
}

function headerBlock({ path, type = '0', mode = 0o644, size = 0, link = '', ...odd }: Member): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, at: number, width: number) =>
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  block.write(path, 0, 100, 'latin1');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write('        ', 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write(link, 157, 100, 'latin1');
  block.write(odd.magic ?? 'ustar\x0000', 257, 'latin1');
  block.write(odd.prefix ?? '', 345, 155, 'latin1');
  octal(odd.checksum ?? block.reduce((sum, byte) => sum + byte, 0), 148, 8);
  return block;
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
