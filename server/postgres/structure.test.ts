import { expect, test } from 'vitest';
import { loosen } from './structure.ts';

test('a list check reads the same before and after a load', () => {
  const before = "CHECK (((kind)::text = ANY ((ARRAY['a'::character varying, 'b (c)'::character varying])::text[])))";
  const after =
    "CHECK (((kind)::text = ANY (ARRAY[('a'::character varying)::text, ('b (c)'::character varying)::text])))";
  expect(loosen(before)).toBe(loosen(after));
  expect(loosen(before)).toContain("'b (c)'");
});

test('other values, columns and operators stay different', () => {
  expect(loosen('CHECK ((a > 1))')).not.toBe(loosen('CHECK ((a > 2))'));
  expect(loosen('CHECK ((a > 1))')).not.toBe(loosen('CHECK ((b > 1))'));
  expect(loosen("DEFAULT 'a  b'")).not.toBe(loosen("DEFAULT 'a b'"));
  expect(loosen(`"A" > 1`)).not.toBe(loosen(`"a" > 1`));
});
