import { expect, test } from 'vitest';
import type { Layer } from '../../archive/manifest.ts';
import { sha256 } from '../../archive/sample.ts';
import { mostLayers, whyAnew } from './footing.ts';

const layer = (bytes: number, content = bytes): Layer => ({
  tar: { sha256: sha256(`${bytes}`), bytes },
  deletes: null,
  entries: 1,
  content,
});
const mebi = 1024 * 1024;

test('a stack is put on until it would be longer than twenty layers', () => {
  const stack = (length: number) => ({
    bytes: 1000 * mebi,
    layers: [layer(1000 * mebi), ...Array(length - 1).fill(layer(1))],
  });
  expect(whyAnew(stack(mostLayers - 2))).toBeNull();
  expect(whyAnew(stack(mostLayers - 1))).toContain('19 layers');
});

test('a stack is begun anew when what came later passes half of the full layer', () => {
  const stack = { bytes: 100 * mebi, layers: [layer(100 * mebi), layer(30 * mebi), layer(20 * mebi)] };
  expect(whyAnew(stack)).toBeNull();
  expect(whyAnew({ ...stack, layers: [...stack.layers, layer(1)] })).toContain('half');
});

test('a stack is begun anew when most of the full layer is gone from the volume', () => {
  const layers = [layer(100 * mebi)];
  expect(whyAnew({ bytes: 60 * mebi, layers })).toBeNull();
  expect(whyAnew({ bytes: 10 * mebi, layers })).toContain('not in the volume any more');
});
