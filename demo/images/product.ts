import type { Docker } from '../../server/docker/connect.ts';
import { cloneId, demoLabel } from '../clone.ts';
import { ensureVersionImages } from './program.ts';
import { ensureBrokerImage, ensurePostgresImage } from './servers.ts';
import { ensureServers } from './unpack.ts';

export const productVersions = ['1.9.2', '1.10.2'] as const;
export type ProductVersion = (typeof productVersions)[number];

const programNames = [
  'admin-web-app',
  'auth-server',
  'connectware',
  'container-manager',
  'ingress-controller',
  'protocol-mapper',
  'service-manager',
  'service-runtime',
  'system-control-server',
  'workbench',
];

/**
 * Builds what is missing of the product's images and tags them `cybus/<name>:<version>`.
 * @returns what stands before `cybus/`: nothing, or a prefix where images of that name are somebody else's.
 */
export async function ensureProductImages(docker: Docker): Promise<string> {
  await ensureServers();
  const postgres = await ensurePostgresImage(docker);
  const broker = await ensureBrokerImage(docker);
  const programs = await ensureVersionImages(docker, productVersions);
  const names = [...programNames, 'postgresql', 'broker'];
  const prefix = (await anyForeign(docker, names)) ? `holdfast-${cloneId}/` : '';
  for (const version of productVersions) {
    for (const name of names) {
      const image = name === 'postgresql' ? postgres : name === 'broker' ? broker : String(programs.get(version));
      await docker.getImage(image).tag({ repo: `${prefix}cybus/${name}`, tag: version });
    }
  }
  return prefix;
}

/** Real Connectware, or the demo of another clone, may have images of these names: they are not ours to move. */
async function anyForeign(docker: Docker, names: string[]): Promise<boolean> {
  const tags = new Set(names.flatMap((name) => productVersions.map((version) => `cybus/${name}:${version}`)));
  const images = await docker.listImages();
  return images.some(
    ({ RepoTags, Labels }) => RepoTags?.some((tag) => tags.has(tag)) && Labels?.[demoLabel] !== cloneId,
  );
}
