import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tarOf } from '../testing/tar-builder.ts';
import { sha256, workplace } from '../testing/workplace.ts';

const at = workplace();

describe('a bundle', () => {
  const file = (path: string, body = 'x') => ({ path, body });
  const limits = { limitBytes: 10_000, limitEntries: 10 };

  async function unpack(bytes: Buffer) {
    const folder = at.fresh();
    fs.writeFileSync(join(folder, 'bundle.tar'), bytes);
    return at.helper.order('bundle.unpack', {
      bundle: join(folder, 'bundle.tar'),
      into: join(folder, 'into'),
      ...limits,
    });
  }

  it('is written down below its top folder and hashed', async () => {
    const layer = `layers/${'0'.repeat(64)}.tar.zst`;
    const answer = await unpack(
      tarOf([
        { path: 't/', type: '5' },
        file('t/manifest.json', '{}'),
        file(`t/${layer}`),
        file('t/fingerprints/My.vol.zst', ''),
      ]),
    );
    expect(answer.problem).toBeNull();
    expect(answer.files).toEqual([
      { path: 'manifest.json', bytes: 2, sha256: sha256(Buffer.from('{}')) },
      { path: layer, bytes: 1, sha256: sha256(Buffer.from('x')) },
      { path: 'fingerprints/My.vol.zst', bytes: 0, sha256: sha256(Buffer.alloc(0)) },
    ]);
  });

  it.each([
    ['not-tar', Buffer.from('PK'.repeat(600))],
    ['truncated', tarOf([file('t/manifest.json', 'x'.repeat(3000))]).subarray(0, 1024)],
    ['truncated', tarOf([file('t/manifest.json')], Buffer.alloc(0))],
    ['path-leaves-root', tarOf([file('../manifest.json')])],
    ['path-leaves-root', tarOf([file('/t/manifest.json')])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '2', link: '/etc/passwd' }])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '1', link: 't/manifest.json' }])],
    ['neither-file-nor-folder', tarOf([{ path: 't/README', type: '3' }])],
    ['unknown-name', tarOf([file('t/.ssh/authorized_keys')])],
    ['unknown-name', tarOf([file('manifest.json')])],
    ['unknown-name', tarOf([file('t/manifest.json'), file('u/README')])],
    ['unknown-name', tarOf([file(`t/layers/${'0'.repeat(63)}.tar.zst`)])],
    [
      'duplicate',
      tarOf(
        [file('t/manifest.json'), file('t/./manifest.json'), file('t/manifest.json')].filter(
          ({ path }) => !path.includes('/./'),
        ),
      ),
    ],
    ['too-large', tarOf([file('t/manifest.json', 'x'.repeat(20_000))])],
    ['too-many', tarOf(Array.from({ length: 11 }, (_, index) => file(`t/database/d${index}.dump.zst`)))],
  ])('that is bad is answered with %s', async (code, bytes) => {
    expect((await unpack(bytes)).problem?.code).toBe(code);
  });
});
