import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../archive/manifest.ts';
import type { LiveFacts } from './facts.ts';
import { inWords, judgeSpace } from './space-findings.ts';
import type { VolumeTarget } from './targets.ts';

const manifest = { databases: [{ bytes: 1_000_000_000 }] } as unknown as Manifest;
const target = (name: string, bytes: number, files: number) =>
  ({ name, archived: { bytes, files } }) as unknown as VolumeTarget;
const facts = (bytes: number, inodes: number, databaseBytes: number | null) =>
  ({
    volumes: ['a', 'b'].map((name) => ({ name, space: { bytes, inodes, device: 'sda' }, ownFileSystem: false })),
    databaseSpace: databaseBytes === null ? null : { bytes: databaseBytes, inodes: 0, device: 'sdb' },
  }) as unknown as LiveFacts;
const levels = (findings: ReturnType<typeof judgeSpace>) => findings.map(({ code, level }) => `${code} ${level}`);
const two = [target('a', 3_000_000, 10), target('b', 4_000_000, 20)];

describe('space', () => {
  it('is enough when each file system holds both sides, the load’s log included', () => {
    expect(levels(judgeSpace(manifest, two, facts(8_000_000, 100, 2_200_000_000)))).toEqual([
      'space.volumes pass',
      'space.database pass',
    ]);
  });

  it('is added up over volumes that share a file system', () => {
    expect(levels(judgeSpace(manifest, two, facts(6_000_000, 100, 2_200_000_000)))[0]).toBe('space.volumes refuse');
  });

  it('is refused when inodes run out, unless the file system has no fixed number of them', () => {
    expect(levels(judgeSpace(manifest, two, facts(8_000_000, 20, 2_200_000_000)))[0]).toBe('space.volumes refuse');
    expect(levels(judgeSpace(manifest, two, facts(8_000_000, 0, 2_200_000_000)))[0]).toBe('space.volumes pass');
  });

  it('is refused for the database without room for the write-ahead log', () => {
    expect(levels(judgeSpace(manifest, two, facts(8_000_000, 100, 2_000_000_000)))[1]).toBe('space.database refuse');
  });

  it('is said to be unknown when the database’s data stands in no volume', () => {
    expect(levels(judgeSpace(manifest, two, facts(8_000_000, 100, null)))[1]).toBe('space.database warn');
  });

  it('reads well', () => {
    expect([0, 999, 1500, 1_234_567, 150_000_000, 2_100_000_000].map(inWords)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.5 kB',
      '1.2 MB',
      '150 MB',
      '2.1 GB',
    ]);
  });
});
