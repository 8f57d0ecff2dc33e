import { expect, test } from 'vitest';
import { isRootedIn, mountsBelow } from './mounts.ts';

const mountinfo = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '40 22 0:50 / /work/a\\040clone/.holdfast/docker/overlay2/x/merged rw - overlay overlay rw,lowerdir=/l,upperdir=/u,workdir=/w',
  '41 22 0:51 / /work/a\\040clone/.holdfast/docker-other rw - tmpfs tmpfs rw',
].join('\n');

test('mounts below a folder are found by their real names, and those of a neighbour with a longer name are not', () => {
  expect(mountsBelow(mountinfo, ['/work/a clone/.holdfast/docker'])).toEqual([
    '/work/a clone/.holdfast/docker/overlay2/x/merged',
  ]);
});

test('a process belongs to a daemon when its root lies in the data of that daemon', () => {
  const inContainer =
    '50 49 0:50 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/data/docker/overlay2/x/diff,workdir=/w';
  expect(isRootedIn(inContainer, '/data/docker')).toBe(true);
  expect(isRootedIn(inContainer, '/data/dock')).toBe(false);
  expect(isRootedIn(mountinfo, '/data/docker')).toBe(false);
});
