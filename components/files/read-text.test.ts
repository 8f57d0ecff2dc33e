import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textIn } from './read-text.ts';

test('every text comes back as it is, but for a mark of byte order', () => {
  const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && !text.startsWith('\ufeff'));
  const comesBack = fc.property(texts, (text) => {
    expect(textIn(new TextEncoder().encode(text))).toEqual({ text });
  });
  fc.assert(comesBack);
});

test.each([[[0x66, 0xfc]], [[0xc0, 0x80]], [[0x61, 0x00, 0x62]], [[0xed, 0xa0, 0x80]]])('%j is no text', (bytes) => {
  expect(textIn(Uint8Array.from(bytes))).toBeNull();
});
