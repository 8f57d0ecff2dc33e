import type { Docker } from '../docker/index.ts';
import { lookAt, type SeenContainer } from './endpoint.ts';
import { productVersion } from './product-version.ts';
import { genericProfile } from './profiles/index.ts';
import { type KnownProject, type ProjectSettings, protectable } from './projects.ts';

export type InstallationSummary = {
  project: string;
  profile: string;
  title: string;
  version: string | null;
  state: 'running' | 'partly' | 'stopped';
};

/**
 * Compose projects of the endpoint that have a database we can back up, those of a product's profile first.
 * @throws `docker.unreachable`.
 */
export async function listInstallations(docker: Docker, settings?: ProjectSettings): Promise<InstallationSummary[]> {
  const known = protectable(await lookAt(docker), settings);
  const [products, others] = [known.filter(isProduct), known.filter((project) => !isProduct(project))];
  return [...products, ...others].map(({ project, profile, containers }) => ({
    project,
    profile: profile.name,
    title: profile.title,
    version: productVersion(containers, profile),
    state: stateOf(containers),
  }));
}

const isProduct = ({ profile }: KnownProject): boolean => profile !== genericProfile;

export function stateOf(containers: readonly Pick<SeenContainer, 'running'>[]): InstallationSummary['state'] {
  if (containers.every(({ running }) => running)) return 'running';
  return containers.some(({ running }) => running) ? 'partly' : 'stopped';
}
