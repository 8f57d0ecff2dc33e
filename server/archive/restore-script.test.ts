import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { layerName } from './layout.ts';
import { readmeText } from './readme.ts';
import { restoreScript } from './restore-script.ts';
import { sampleDatabase, sampleManifest, sampleVolume } from './sample.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-script-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * A docker and a sha256sum that agree with everything and print nothing but an empty answer.
 * @param volume folder that every volume is
 * @param running name of the one container that runs
 */
async function withObligingDocker(volume: string, running = ''): Promise<NodeJS.ProcessEnv> {
  const answers = `*Names*) printf %s '${running}';; *Driver*) echo "local 0";; *Mountpoint*) echo "$PWD/${volume}";;`;
  await writeFile(join(folder, 'docker'), `#!/bin/sh\ncase "$*" in ${answers} esac\n`);
  await writeFile(join(folder, 'sha256sum'), '#!/bin/sh\n');
  for (const tool of ['docker', 'sha256sum']) await chmod(join(folder, tool), 0o755);
  return { ...process.env, PATH: `${folder}:${process.env.PATH}` };
}

/** Names that would do harm where one of them were read as anything but a name. */
const hostile = `a'; touch HARM; '"$(touch HARM)\`touch HARM\`\n touch HARM\n\\! touch HARM`;

function hostileManifest() {
  const database = sampleDatabase(hostile);
  database.service = hostile;
  database.properties.owner = hostile;
  database.properties.comment = hostile;
  database.properties.settings = [{ role: hostile, name: 'search_path', value: hostile }];
  const volume = {
    ...sampleVolume('shop_files', ['x']),
    labels: { [hostile]: hostile },
    options: { [hostile]: hostile },
  };
  return sampleManifest({ project: hostile, volumes: [volume], databases: [database], note: hostile });
}

test('shellcheck has nothing to say, hostile names or not', async (context) => {
  if (spawnSync('shellcheck', ['--version']).error) context.skip('shellcheck is not installed');
  for (const manifest of [sampleManifest(), hostileManifest()]) {
    const file = join(folder, 'restore.sh');
    await writeFile(file, restoreScript(manifest));
    const said = spawnSync('shellcheck', ['-S', 'info', file], { encoding: 'utf8' });
    expect(said.stdout).toBe('');
  }
});

test('no name in a manifest becomes a command', async () => {
  await writeFile(join(folder, 'SHA256SUMS'), '');
  await writeFile(join(folder, 'restore.sh'), restoreScript(hostileManifest()));
  const env = await withObligingDocker('.', 'db');
  const said = spawnSync('bash', ['restore.sh', '--look', '--force'], { cwd: folder, env, encoding: 'utf8' });
  expect(said.stderr).toBe('');
  expect(said.stdout).toContain('Nothing was changed.');
  expect(await readdir(folder)).not.toContain('HARM');
});

test('a layer is extracted whole where tar stops reading long before its padding ends', async () => {
  await mkdir(join(folder, 'tree'));
  await writeFile(join(folder, 'tree/f'), 'content');
  const tar = execFileSync('tar', ['-c', '-C', join(folder, 'tree'), './f']);
  const volume = sampleVolume('shop_files', ['x']);
  const manifest = sampleManifest({ volumes: [volume], databases: [] });
  const layer = layerName('tar', volume.layers[0]?.tar?.sha256 ?? '');
  for (const each of ['layers', 'fingerprints', 'volume']) await mkdir(join(folder, each));
  await writeFile(join(folder, 'layers', layer), zstdCompressSync(Buffer.concat([tar, Buffer.alloc(4 << 20)])));
  await writeFile(join(folder, volume.fingerprint), zstdCompressSync(''));
  await writeFile(join(folder, 'SHA256SUMS'), '');
  await writeFile(join(folder, 'restore.sh'), restoreScript(manifest));
  const env = await withObligingDocker('volume');
  const said = spawnSync('bash', ['restore.sh'], { cwd: folder, env, encoding: 'utf8' });
  expect(said).toMatchObject({ stderr: '', status: 0 });
  expect(await readFile(join(folder, 'volume/f'), 'utf8')).toBe('content');
});

test('a README gets no lines from a name', () => {
  const text = readmeText(hostileManifest());
  expect(text).not.toContain('\n touch HARM');
  expect(execFileSync('wc', ['-l'], { input: text, encoding: 'utf8' }).trim()).toBe(
    execFileSync('wc', ['-l'], { input: readmeText(sampleManifest()), encoding: 'utf8' }).trim(),
  );
});
