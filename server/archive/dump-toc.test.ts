import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tablesOfDump } from './dump-toc.ts';

const int = (value: number) => {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(value < 0 ? 1 : 0);
  bytes.writeUInt32LE(Math.abs(value), 1);
  return bytes;
};
const text = (value: string | null) =>
  value === null ? int(-1) : Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)]);

/** A dump's beginning as pg_dump of a format writes it. */
function dumpOf(minor: number, entries: { kind: string; schema: string; name: string; definition: string }[]): Buffer {
  const date = Array.from({ length: 7 }, () => int(1));
  const compression = minor >= 15 ? Buffer.from([0]) : int(0);
  const header = [Buffer.from('PGDMP'), Buffer.from([1, minor, 0, 4, 8, 1]), compression, ...date];
  const list = entries.flatMap(({ kind, schema, name, definition }) => [
    ...[int(1), int(0), text('0'), text('0'), text(name), text(kind), int(2), text(definition), text(''), text(null)],
    ...[text(schema), text(''), ...(minor >= 14 ? [text('heap')] : []), ...(minor >= 16 ? [int(114)] : [])],
    ...[text('owner'), text('false'), text('12'), text(null), Buffer.alloc(9)],
  ]);
  return Buffer.concat([...header, text('shop'), text('15.6'), text('15.6'), int(entries.length), ...list]);
}

const definition = `CREATE TABLE public.users (
    id integer NOT NULL,
    "Full ""Name""" character varying(40) DEFAULT 'x, y'::character varying COLLATE pg_catalog."C",
    price numeric(10,2) GENERATED ALWAYS AS ((1 + 2)) STORED,
    seen timestamp with time zone NOT NULL,
    CONSTRAINT odd CHECK ((id > 0))
);
`;

it.each([12, 13, 14, 15, 16])('reads tables and columns of format 1.%d', (minor) => {
  const dump = dumpOf(minor, [
    { kind: 'SCHEMA', schema: '', name: 'app', definition: 'CREATE SCHEMA app;\n' },
    { kind: 'TABLE', schema: 'public', name: 'users', definition },
    { kind: 'TABLE DATA', schema: 'public', name: 'users', definition: '' },
  ]);
  expect(tablesOfDump(dump)).toEqual([
    {
      schema: 'public',
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', required: true },
        { name: 'Full "Name"', type: 'character varying(40)', required: false },
        { name: 'price', type: 'numeric(10,2)', required: false },
        { name: 'seen', type: 'timestamp with time zone', required: true },
      ],
    },
  ]);
});

it('answers null for what is cut, unknown, or makes no sense, and never more', () => {
  const dump = dumpOf(14, [{ kind: 'TABLE', schema: 'public', name: 'users', definition }]);
  for (let end = 0; end < dump.length; end += 1) expect(tablesOfDump(dump.subarray(0, end))).toBeNull();
  expect(tablesOfDump(dumpOf(17, []))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const found = tablesOfDump(Buffer.concat([dump.subarray(0, 40), Buffer.from(bytes)]));
      expect(found === null || Array.isArray(found)).toBe(true);
    }),
  );
});
