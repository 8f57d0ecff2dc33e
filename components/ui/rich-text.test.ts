import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRich, plainText } from './rich-text.ts';

describe('the markup of messages', () => {
  it('finds values, code, links and facts', () => {
    expect(parseRich('It is **2 h** old, `certs` [open](archive) and [one moment](!evidence).')).toEqual([
      { kind: 'text', text: 'It is ' },
      { kind: 'value', text: '2 h' },
      { kind: 'text', text: ' old, ' },
      { kind: 'code', text: 'certs' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'open', name: 'archive' },
      { kind: 'text', text: ' and ' },
      { kind: 'fact', text: 'one moment', name: 'evidence' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('loses no character of a text without markup', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^*`[\]]*$/), (text) => {
        expect(plainText(text)).toBe(text);
      }),
    );
  });
});
