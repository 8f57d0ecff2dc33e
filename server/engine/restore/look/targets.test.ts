import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../archive/manifest.ts';
import type { Installation, VolumeRole } from '../../../installation/index.ts';
import { labelsOfNew, volumeTargets } from './targets.ts';

const archive = (project: string, ...volumes: [name: string, key: string][]) =>
  ({ project, volumes: volumes.map(([name, key]) => ({ name, key, labels: {} })) }) as unknown as Manifest;
const installation = (project: string, ...volumes: [name: string, key: string, role?: VolumeRole][]) =>
  ({
    project,
    volumes: volumes.map(([name, key, role = 'included']) => ({
      ...{ name, key, role, driver: 'local', options: {} },
      mountpoint: `/volumes/${name}/_data`,
    })),
  }) as unknown as Installation;

describe('where a volume of the archive goes', () => {
  it('is the volume of its name', () => {
    const { targets } = volumeTargets(
      archive('shop', ['shop_data', 'data']),
      installation('shop', ['shop_data', 'data']),
    );
    expect(targets).toMatchObject([{ name: 'shop_data', live: { name: 'shop_data' } }]);
  });

  it('is the volume of its key when the project was renamed', () => {
    const { targets } = volumeTargets(
      archive('shop', ['shop_data', 'data']),
      installation('store', ['store_data', 'data']),
    );
    expect(targets).toMatchObject([{ name: 'store_data', live: { name: 'store_data' } }]);
  });

  it('is a new one, named after the project, when it is gone', () => {
    const { targets } = volumeTargets(
      archive('shop', ['shop_data', 'data'], ['extra', 'extra']),
      installation('store'),
    );
    expect(targets.map(({ name, live }) => [name, live])).toEqual([
      ['store_data', null],
      ['extra', null],
    ]);
  });

  it('is nowhere when it is excluded here or holds the database', () => {
    const here = installation('shop', ['log', 'log', 'excluded'], ['pg', 'pg', 'database']);
    const { targets, skipped } = volumeTargets(archive('shop', ['log', 'log'], ['pg', 'pg']), here);
    expect(targets).toEqual([]);
    expect(skipped.map(({ name }) => name)).toEqual(['log', 'pg']);
  });
});

describe('volumes that the archive does not know', () => {
  it('are left, volatile ones too, and the database’s is not even named', () => {
    const here = installation(
      'shop',
      ['a', 'a'],
      ['b', 'b', 'volatile'],
      ['pg', 'pg', 'database'],
      ['log', 'log', 'excluded'],
    );
    expect(volumeTargets(archive('shop'), here).left.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('a volume that is made anew', () => {
  it('bears the archive’s labels with the project as it is called here', () => {
    const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.volume': 'data' };
    const manifest = { project: 'shop', volumes: [{ name: 'shop_data', key: 'data', labels }] } as unknown as Manifest;
    const [target] = volumeTargets(manifest, installation('store')).targets;
    if (!target) throw new Error('no target');
    expect(labelsOfNew(target, 'store')).toEqual({ ...labels, 'com.docker.compose.project': 'store' });
  });
});
