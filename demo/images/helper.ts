import path from 'node:path';
import { build } from 'rolldown';
import { connectDocker, type Docker } from '../../server/docker/connect.ts';
import contents from '../../server/docker/helper-image/contents.json' with { type: 'json' };
import { root } from '../clone.ts';
import { closureOf } from './closure.ts';
import { ensureImage } from './image.ts';
import { newOverlay, removeOverlay } from './overlay.ts';
import { imageRoots } from './unpack.ts';

/**
 * Builds the image of Holdfast's helper containers from the programs of this machine, unless it is there already. In
 * production the same contents come from the Dockerfile.
 * @returns a name by content: `holdfast/helper:<hash>`. `holdfast/helper:dev` is the newest one.
 */
export async function ensureHelperImage(docker: Docker = connectDocker()): Promise<string> {
  const overlay = newOverlay('helper');
  try {
    await bundle(path.join(overlay.folder, 'holdfast/helper.mjs'));
    const entries = await closureOf(
      { files: [...contents.programs, ...contents.files, process.execPath], folders: contents.folders },
      imageRoots(),
    );
    const image = await ensureImage(docker, {
      repository: 'holdfast/helper',
      entries,
      renamed: { [process.execPath]: 'usr/local/bin/node' },
      overlay: overlay.folder,
      changes: ['ENV PATH=/usr/local/bin:/usr/bin:/usr/sbin', 'ENV LANG=C.UTF-8', 'WORKDIR /'],
    });
    await docker.getImage(image).tag({ repo: 'holdfast/helper', tag: 'dev' });
    return image;
  } finally {
    removeOverlay(overlay);
  }
}

/** One file of plain JavaScript: from its many files, whose types Node must strip first, a helper starts four times as slowly. */
async function bundle(file: string): Promise<void> {
  const input = path.join(root, contents.entry);
  await build({ input, platform: 'node', logLevel: 'warn', output: { file, format: 'esm' } });
}
