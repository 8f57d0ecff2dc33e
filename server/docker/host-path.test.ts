import { expect, test } from 'vitest';
import { ownContainerIds, translate } from './host-path.ts';

const id = 'a'.repeat(64);

test('the container’s own id is read from the mounts Docker makes in it', () => {
  const mountinfo = [
    `1 0 0:1 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/X`,
    `2 1 8:1 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw`,
  ].join('\n');
  expect(ownContainerIds(mountinfo, '0::/', 'dashboard')).toEqual([id]);
});

test('on the host the containers it runs are not taken for ours', () => {
  const mountinfo = `9 1 0:9 / /var/lib/docker/containers/${id}/mounts/shm rw - tmpfs shm rw`;
  expect(ownContainerIds(mountinfo, '0::/system.slice/holdfast.service', 'server-7')).toEqual([]);
});

test('the hostname counts only where it looks like an id', () => {
  expect(ownContainerIds('', '', 'abcdef012345')).toEqual(['abcdef012345']);
});

test('a path is translated through the nearest bind mount or volume', () => {
  const mounts = [
    { Type: 'bind', Source: '/srv/holdfast', Destination: '/data' },
    { Type: 'volume', Source: '/var/lib/docker/volumes/store/_data', Destination: '/data/store' },
    { Type: 'tmpfs', Source: '', Destination: '/tmp' },
  ];
  expect(translate(mounts, '/data/store/incoming/x')).toBe('/var/lib/docker/volumes/store/_data/incoming/x');
  expect(translate(mounts, '/data')).toBe('/srv/holdfast');
  expect(translate(mounts, '/data/storehouse')).toBe('/srv/holdfast/storehouse');
  expect(translate(mounts, '/tmp/x')).toBeNull();
  expect(translate(mounts, '/var/lib/holdfast')).toBeNull();
});
