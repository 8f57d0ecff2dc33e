import { expect, test } from 'vitest';
import type { Docker } from '../../server/docker/connect.ts';
import { removeImages } from './remove.ts';

const images = [
  { Id: 'named', RepoTags: ['holdfast/helper:dev', 'holdfast/helper:1'], Created: 3 },
  { Id: 'older', RepoTags: ['holdfast/helper:0'], Created: 2 },
  { Id: 'nameless', RepoTags: ['<none>:<none>'], Created: 4 },
  { Id: 'bare', RepoTags: null, Created: 1 },
];

async function removedOf(unusedOnly: boolean): Promise<string[]> {
  const removed: string[] = [];
  const getImage = (name: string) => ({ remove: async () => void removed.push(name) });
  await removeImages({ listImages: async () => images, getImage } as unknown as Docker, 'clone', { unusedOnly });
  return removed;
}

test('images that lost their names are removed by their ids, and none with a name that is in use', async () => {
  expect(await removedOf(true)).toEqual(['holdfast/helper:0', 'nameless', 'bare']);
  expect(await removedOf(false)).toEqual([
    'holdfast/helper:dev',
    'holdfast/helper:1',
    'holdfast/helper:0',
    'nameless',
    'bare',
  ]);
});
