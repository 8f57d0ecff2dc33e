import { expect, test } from 'vitest';
import { deviceOf, placeOf } from './place.ts';

const mountpoint = '/var/lib/docker/volumes/shop_data/_data';
const local = (options: Record<string, string>) => ({ driver: 'local', options, mountpoint });

test('an ordinary volume stands in its own directory', () => {
  expect(placeOf(local({}), 3)).toEqual({ directory: '/var/lib/docker/volumes/shop_data', live: '_data', tag: '' });
});

test('a volume with the option o=bind stands on its device, with its position in the names beside it', () => {
  const bound = { type: 'none', o: 'ro,bind', device: '/srv/shop/data/' };
  expect(placeOf(local(bound), 3)).toEqual({ directory: '/srv/shop', live: 'data', tag: '-3' });
});

test('other options, other drivers, and a device that is no folder below another are none', () => {
  const none: Record<string, string>[] = [
    { type: 'nfs', o: 'addr=10.0.0.1,bindto=x', device: ':/export' },
    { o: 'bind', device: 'relative' },
    { o: 'bind', device: '/' },
  ];
  for (const options of none) expect(deviceOf({ driver: 'local', options })).toBeNull();
  expect(deviceOf({ driver: 'rexray', options: { o: 'bind', device: '/srv/x' } })).toBeNull();
});
