import { expect, it } from 'vitest';
import type { Evidence, Manifest } from './types.ts';
import { layerStacks } from './volume-layers.ts';

const file = (bytes: number) => ({ sha256: 'a'.repeat(64), bytes });
const manifest = {
  volumes: [
    {
      name: 'p_certs',
      key: 'certs',
      base: { archive: '20261123-110152-3f9c', layers: 2 },
      layers: [
        { tar: file(1000), deletes: null, entries: 9 },
        { tar: file(10), deletes: file(5), entries: 1 },
        { tar: file(7), deletes: null, entries: 1 },
      ],
    },
    { name: 'p_data', key: 'data', layers: [{ tar: file(500), deletes: null, entries: 9 }] },
  ],
} as unknown as Manifest;
const evidence = { volumes: [{ volume: 'p_data', full: 'the volume is another one' }] } as unknown as Evidence;

it('tells what a volume’s stack had before from what this archive added', () => {
  const [certs, data] = layerStacks(manifest, evidence);
  expect(certs).toMatchObject({ beforeBytes: 1015, addedBytes: 7, base: '20261123-110152-3f9c', why: null });
  expect(certs?.layers.map(({ added }) => added)).toEqual([false, false, true]);
  expect(data).toMatchObject({ beforeBytes: 0, addedBytes: 500, base: null, why: 'the volume is another one' });
});
