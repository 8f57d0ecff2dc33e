import { expect, it } from 'vitest';
import { StoredList } from './stored-list.ts';

it('reads names of any bytes from lines that come in pieces', () => {
  const stored: string[] = [];
  const list = new StoredList((path) => stored.push(path));
  const text = './\n./a b/\n./nl\\nq\\\\x\\377"\\303\\251\n./tab\\t\\001\n';
  for (const char of text) list.push(Buffer.from(char));
  expect(stored).toEqual(['', 'a b', 'nl\nq\\x\xff"\xc3\xa9', 'tab\t\x01']);
});
