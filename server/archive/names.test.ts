import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeName, unescapeName } from './names.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each).toString('latin1'));
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((each) => Buffer.from(each, 'utf8').toString('latin1'));

it('takes any name back exactly, and never shows a control character', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, text), (name) => {
      const shown = escapeName(name);
      expect(unescapeName(shown)).toBe(name);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    }),
    { numRuns: 2000 },
  );
});

it.each(['\\', 'a\\', '\\400', '\\1', 'a\\101', '\\n', '\n'])('knows that %j is no escaped name', (other) => {
  expect(unescapeName(other)).toBeNull();
});
