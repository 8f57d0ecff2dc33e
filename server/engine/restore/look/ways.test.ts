import { expect, test } from 'vitest';
import type { LiveFacts } from './facts.ts';
import type { VolumeTarget } from './targets.ts';
import { judgeInPlace, waysOf } from './ways.ts';

type Volume = { name: string; bytes: number; kind?: 'folder' | 'mount' | 'link'; options?: Record<string, string> };

function world(free: number, ...volumes: Volume[]): { targets: VolumeTarget[]; facts: LiveFacts } {
  return {
    targets: volumes.map(({ name, bytes, options = {} }) => ({
      name,
      archived: { name, key: name, bytes, files: 0 },
      live: { driver: 'local', options },
      place: { directory: '/x', live: '_data', tag: '' },
    })) as unknown as VolumeTarget[],
    facts: {
      volumes: volumes.map(({ name, kind = 'folder' }) => ({
        name,
        kind,
        ownFileSystem: false,
        space: { bytes: free, inodes: 0, device: '1' },
      })),
      held: new Map(volumes.map(({ name, bytes }) => [name, { files: 0, bytes }])),
    } as unknown as LiveFacts,
  };
}

const names = ({ targets, facts }: ReturnType<typeof world>) => {
  const { swapped, inPlace } = waysOf(targets, facts);
  return [swapped.map(({ name }) => name), inPlace.map(({ target }) => target.name)];
};

test('links, mount points and volumes with mount options are replaced in place, plain folders are swapped', () => {
  const volumes: Volume[] = [
    { name: 'plain', bytes: 1 },
    { name: 'link', bytes: 1, kind: 'link' },
    { name: 'mount', bytes: 1, kind: 'mount' },
    { name: 'nfs', bytes: 1, options: { type: 'nfs', o: 'addr=10.0.0.1', device: ':/x' } },
    { name: 'bound', bytes: 1, options: { type: 'none', o: 'bind', device: '/srv/x' } },
  ];
  expect(names(world(1000, ...volumes))).toEqual([
    ['plain', 'bound'],
    ['link', 'mount', 'nfs'],
  ]);
});

test('where there is no space for all second copies, the largest are replaced in place until the rest fits', () => {
  const volumes: Volume[] = [
    { name: 'small', bytes: 30 },
    { name: 'large', bytes: 100 },
    { name: 'middle', bytes: 50 },
  ];
  expect(names(world(200, ...volumes))).toEqual([['small', 'large', 'middle'], []]);
  expect(names(world(90, ...volumes))).toEqual([['small', 'middle'], ['large']]);
  expect(names(world(40, ...volumes))).toEqual([['small'], ['large', 'middle']]);
});

test('replacing in place warns, and is refused without a safety backup or where even one copy has no space', () => {
  const { targets, facts } = world(10, { name: 'large', bytes: 100 });
  const { inPlace } = waysOf(targets, facts);
  expect(judgeInPlace(inPlace, facts, true)).toMatchObject([{ code: 'space.in-place', level: 'warn' }]);
  expect(judgeInPlace(inPlace, facts, false)).toMatchObject([{ level: 'refuse' }]);
  const shrunk = { ...facts, held: new Map([['large', { files: 0, bytes: 20 }]]) };
  expect(judgeInPlace(inPlace, shrunk, true)).toMatchObject([{ level: 'refuse' }]);
});
