import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesAddress, folderOf, stepsOf, whereIn } from './where.ts';

const id = '20261124-110152-3f9c';
const asked = (address: string) => whereIn(new URL(address, 'http://holdfast.test').searchParams);

describe('the place in an archive', () => {
  it('comes back from the address it went into, whatever the names hold', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0') && text.isWellFormed());
    fc.assert(
      fc.property(name, name, name, (volume, path, chosen) => {
        expect(asked(filesAddress(id, { volume, path, chosen }))).toEqual({ volume, path, chosen });
      }),
    );
  });

  it('is all volumes, or the root of one, when nothing more is said', () => {
    expect(filesAddress(id)).toBe(`/archives/${id}/files`);
    expect(asked(filesAddress(id, { volume: 'certs' }))).toEqual({ volume: 'certs', path: '', chosen: null });
  });

  it('is reached step by step, each a folder of its own', () => {
    expect(stepsOf('projects/line-4/lib')).toEqual([
      { name: 'projects', path: 'projects' },
      { name: 'line-4', path: 'projects/line-4' },
      { name: 'lib', path: 'projects/line-4/lib' },
    ]);
    expect(stepsOf('')).toEqual([]);
    expect(folderOf('projects/line-4.yml')).toBe('projects');
    expect(folderOf('line-4.yml')).toBe('');
  });
});
