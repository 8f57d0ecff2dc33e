import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Docker } from '../../server/docker/connect.ts';
import { cloneId, demoLabel, root } from '../clone.ts';
import { namesBelow } from '../walk.ts';
import { closureOf } from './closure.ts';
import { ensureImage, imageExists } from './image.ts';
import { newOverlay, type Overlay, removeOverlay } from './overlay.ts';
import { imageRoots } from './unpack.ts';

/** The demo's product: Node and the program of all its services. */
async function ensureProgramImage(docker: Docker): Promise<string> {
  const overlay = newOverlay('program');
  try {
    for (const file of namesBelow(path.join(root, 'demo/program')).filter((name) =>
      /(?<!\.test)\.(ts|html|sh)$/.test(name),
    )) {
      overlay.copy(path.join('demo/program', file), path.join('app', file));
    }
    overlay.write('app/package.json', '{ "type": "module" }\n');
    copyPackages(overlay, ['pg']);
    const programs = [
      'bash',
      'sh',
      'cat',
      'ls',
      'find',
      'rm',
      'mkfifo',
      'setfattr',
      'setfacl',
      'openssl',
      '/usr/lib/ssl/openssl.cnf',
    ];
    const entries = await closureOf({ files: [...programs, process.execPath], folders: [] }, imageRoots());
    return await ensureImage(docker, {
      repository: 'holdfast-demo/program',
      entries,
      renamed: { [process.execPath]: 'usr/local/bin/node' },
      overlay: overlay.folder,
      changes: ['ENV PATH=/usr/local/bin:/usr/bin:/usr/sbin', 'ENTRYPOINT ["node", "/app/main.ts"]'],
    });
  } finally {
    removeOverlay(overlay);
  }
}

/** The program's image as one version of the product: the same files, another VERSION. */
export async function ensureVersionImages(docker: Docker, versions: readonly string[]): Promise<Map<string, string>> {
  const program = await ensureProgramImage(docker);
  const images = new Map<string, string>();
  for (const version of versions) {
    const [repo = '', hash = ''] = program.split(':');
    const name = `${repo}:${hash}-${version}`;
    images.set(version, name);
    if (await imageExists(docker, name)) continue;
    const container = await docker.createContainer({ Image: program, Labels: { [demoLabel]: cloneId } });
    try {
      await container.commit({ repo, tag: `${hash}-${version}`, changes: `ENV VERSION=${version}` });
    } finally {
      await container.remove({ force: true });
    }
  }
  return images;
}

/** npm packages with all they depend on, as they lie in node_modules. */
function copyPackages(overlay: Overlay, names: string[]): void {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const { dependencies = {} } = JSON.parse(
      readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8'),
    );
    for (const next of Object.keys(dependencies)) visit(next);
  };
  for (const name of names) visit(name);
  for (const name of found) {
    const folder = path.join('node_modules', name);
    const files = namesBelow(path.join(root, folder)).filter((file) => /\.(c?js|mjs|json)$/.test(file));
    for (const file of files) overlay.copy(path.join(folder, file), path.join('app', folder, file));
  }
}
