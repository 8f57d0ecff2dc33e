import { expect, it } from 'vitest';
import { containerOf, writableShared } from './mappings.ts';

it('takes writable shared mappings of files that still have a name', () => {
  const maps = [
    '7f00-7f01 rw-s 00000000 fe:00 1234                       /v/data/db file',
    '7f01-7f02 r--s 00000000 fe:00 1235                       /v/data/read-only',
    '7f02-7f03 rw-p 00000000 fe:00 1236                       /v/data/private',
    '7f03-7f04 rw-s 00000000 00:01 77                         /memfd:x (deleted)',
    '7f04-7f05 rw-s 00000000 00:01 0                          /dev/zero',
    '7f05-7f06 rw-p 00000000 00:00 0 ',
    '7f06-7f07 -w-s 00001000 fe:01 99                         /other',
  ].join('\n');
  expect([...writableShared(maps)]).toEqual(['254:0 1234', '254:1 99']);
});

it.each([
  [`12:memory:/docker/${'a'.repeat(64)}`, 'a'.repeat(64)],
  [`0::/system.slice/docker-${'b'.repeat(64)}.scope`, 'b'.repeat(64)],
  [`1:name=systemd:/x\n0::/docker/${'c'.repeat(64)}/sub`, 'c'.repeat(64)],
  ['0::/user.slice/user-0.slice', null],
])('finds the container in %j', (cgroup, container) => {
  expect(containerOf(cgroup)).toBe(container);
});
