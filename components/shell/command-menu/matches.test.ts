import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, underline } from './matches.ts';

describe('the command menu', () => {
  it('finds a label by the beginnings of its words, in any order', () => {
    expect(matches('Back up now', 'now b')).toBe(true);
    expect(matches('Back up now', 'ack')).toBe(false);
    expect(matches('Back up now', '')).toBe(true);
  });

  it('underlines what matches and loses nothing of the label', () => {
    expect(underline('before line 4', 'line')).toEqual([
      { text: 'before ', hit: false },
      { text: 'line', hit: true },
      { text: ' 4', hit: false },
    ]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (label, query) => {
        expect(
          underline(label, query)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(label);
      }),
    );
  });
});
