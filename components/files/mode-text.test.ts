import { expect, it } from 'vitest';
import { modeText } from './mode-text.ts';

it.each([
  ['folder', '0755', 'drwxr-xr-x'],
  ['folder', '1777', 'drwxrwxrwt'],
  ['file', '0640', '-rw-r-----'],
  ['file', '4755', '-rwsr-xr-x'],
  ['file', '2644', '-rw-r-Sr--'],
  ['link', '0777', 'lrwxrwxrwx'],
  ['fifo', '1600', 'prw------T'],
] as const)('a %s of mode %s is written %s', (type, mode, text) => {
  expect(modeText(type, mode)).toBe(text);
});
