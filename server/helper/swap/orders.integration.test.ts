import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareTree } from '../extract/tree-compare.ts';
import { workplace } from '../testing/workplace.ts';
import { swapOrders } from './orders.ts';

const at = workplace();

describe('a swap', () => {
  const job = 'abcdefghij01';
  const given = { signal: new AbortController().signal, progress: () => undefined };

  it('makes, finds, renames and removes only names of a restore', async () => {
    const swap = swapOrders(at.place);
    const volume = `v${at.fresh().split('/').at(-1)}`;
    fs.mkdirSync(join(at.place, volume, '_data'), { recursive: true });
    const staged = `.holdfast-${job}.new`;
    const kept = `.holdfast-${job}.old`;
    const { inode } = await swap['swap.make']({ volume, name: staged }, given);
    await expect(swap['swap.make']({ volume, name: staged }, given)).rejects.toThrow('EEXIST');
    await swap['swap.rename']({ volume, from: '_data', to: kept }, given);
    await swap['swap.rename']({ volume, from: staged, to: '_data' }, given);
    const look = await swap['swap.look']({ volume, names: ['_data', staged, kept] }, given);
    expect(look.inodes).toEqual([inode, null, expect.stringMatching(/^\d+$/)]);
    await expect(swap['swap.rename']({ volume, from: kept, to: '_data' }, given)).rejects.toThrow('File exists');
    await expect(swap['swap.remove']({ volume, name: '_data' }, given)).rejects.toThrow('never removed');
    await expect(swap['swap.look']({ volume, names: ['../x'] }, given)).rejects.toThrow('no name of a restore');
    await expect(swap['swap.look']({ volume: '..', names: [] }, given)).rejects.toThrow('no volume’s name');
    await swap['swap.remove']({ volume, name: kept }, given);
    expect(fs.readdirSync(join(at.place, volume))).toEqual(['_data']);
    fs.symlinkSync('/', join(at.place, `${volume}link`));
    await expect(swap['swap.look']({ volume: `${volume}link`, names: [] }, given)).rejects.toThrow('is no folder');
  });

  it('lists a folder beside it, so that later changes can be told', async () => {
    const swap = swapOrders(at.place);
    const volume = `v${at.fresh().split('/').at(-1)}`;
    const root = join(at.place, volume, '_data');
    fs.mkdirSync(root, { recursive: true });
    fs.writeFileSync(join(root, 'kept'), 'as it was');
    const into = `.holdfast-${job}.list`;
    expect(await swap['swap.list']({ volume, of: '_data', into }, given)).toEqual({ entries: 2 });
    const fingerprint = join(at.place, volume, into);
    expect((await compareTree({ root, fingerprint }, given)).differences.count).toBe(0);
    fs.writeFileSync(join(root, 'new'), 'since');
    const { differences } = await compareTree({ root, fingerprint }, given);
    expect(differences.names.join('\n')).toContain('new');
    await swap['swap.remove']({ volume, name: into }, given);
    expect(fs.existsSync(fingerprint)).toBe(false);
  });

  it('tells the space that an ordinary user may write', async () => {
    const { bytes, inodes } = await swapOrders(at.place)['swap.space']({ path: at.place }, given);
    const [available] = execFileSync('stat', ['-f', '-c', '%a %S', at.place]).toString().split(' ').map(Number);
    expect(Math.abs(bytes / 4096 - (available ?? 0))).toBeLessThan(1_000_000);
    expect(inodes).toBeGreaterThan(0);
  });
});
