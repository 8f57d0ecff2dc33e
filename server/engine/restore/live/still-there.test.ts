import { expect, test } from 'vitest';
import type { EngineDeps } from '../../dependencies.ts';
import type { SwapVolume } from '../swap/intent.ts';
import { isStillThere } from './still-there.ts';

const volume = { name: 'shop_data', directory: '/docker/volumes/shop_data', live: '_data', tag: '' } as SwapVolume;

/** A Docker that answers every question about a volume alike. */
function docker(answer: () => object): Pick<EngineDeps, 'docker'> {
  return { docker: { getVolume: () => ({ inspect: async () => answer() }) } as unknown as EngineDeps['docker'] };
}
const throwing = (error: object) =>
  docker(() => {
    throw error;
  });
const seen = (Mountpoint: string) => docker(() => ({ Driver: 'local', Options: null, Mountpoint }));

test('a volume is still there where it stands in its place', async () => {
  expect(await isStillThere(seen('/docker/volumes/shop_data/_data'), volume)).toBe(true);
  expect(await isStillThere(seen('/elsewhere/_data'), volume)).toBe(false);
});

test('only Docker’s word that there is none means that it is gone', async () => {
  expect(await isStillThere(throwing({ statusCode: 404 }), volume)).toBe(false);
  await expect(isStillThere(throwing({ statusCode: 500 }), volume)).rejects.toEqual({ statusCode: 500 });
  await expect(isStillThere(throwing({ code: 'ECONNREFUSED' }), volume)).rejects.toEqual({ code: 'ECONNREFUSED' });
});
