import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddityOf, piecesOf } from './shown-name.ts';

/** As a listing writes a name that is no UTF-8. */
function escaped(bytes: Uint8Array): string {
  const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`;
  return [...bytes]
    .map((byte) => (byte === 92 ? '\\\\' : byte < 32 || byte > 126 ? octal(byte) : String.fromCharCode(byte)))
    .join('');
}

describe('an odd name', () => {
  it('shows a newline, a byte that is no UTF-8 and a backslash as what they are', () => {
    expect(piecesOf('shift\\012plan.csv')).toEqual([
      { text: 'shift', escaped: false },
      { text: '\\n', escaped: true },
      { text: 'plan.csv', escaped: false },
    ]);
    expect(piecesOf('Pr\\374fplan')[1]).toEqual({ text: '\\xfc', escaped: true });
    expect(piecesOf('a\\\\n')).toEqual([
      { text: 'a', escaped: false },
      { text: '\\\\', escaped: true },
      { text: 'n', escaped: false },
    ]);
  });

  it('says in words what is odd about it', () => {
    expect(oddityOf('shift\\012plan.csv')).toMatch(/a newline/);
    expect(oddityOf('Pr\\374fplan')).toMatch(/byte.*fc/);
    expect(oddityOf('line-4.yml')).toBeNull();
    expect(oddityOf('back\\\\slash')).toBeNull();
  });

  it('shows two different names differently, whatever bytes they hold', () => {
    const shown = (bytes: Uint8Array) =>
      piecesOf(escaped(bytes))
        .map(({ text }) => text)
        .join('');
    const name = fc.uint8Array({ minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(Buffer.compare(one, other) !== 0);
        expect(shown(one)).not.toBe(shown(other));
      }),
    );
  });
});
