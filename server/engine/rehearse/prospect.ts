import { isNotFound } from '../../docker/index.ts';
import { fail } from '../../errors/error.ts';
import { type Installation, profileNamed } from '../../installation/index.ts';
import { imageWithTools } from '../../postgres/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { installationIfThere } from '../installation-of.ts';
import { readArchivedCluster } from '../restore/stage/archive-files.ts';
import type { Prospect, RehearsalRun } from './run.ts';

/**
 * Chooses what to rehearse with: the image of the live database, where its major can take the dump, else the image that
 * the archive was made with, else, of a server outside Docker, one of its major.
 * @throws `rehearsal.no-image`
 */
export async function prospectOf(deps: EngineDeps, { archive }: RehearsalRun): Promise<Prospect> {
  const { manifest } = archive;
  // An archive can be rehearsed where its installation is not.
  const live = await installationIfThere(deps, manifest.project);
  return {
    image: await imageFor(deps, archive, live),
    profile: live?.profile.name === manifest.profile ? live.profile : profileNamed(manifest.profile),
    cluster: await readArchivedCluster(archive),
  };
}

async function imageFor(
  deps: EngineDeps,
  { manifest }: RehearsalRun['archive'],
  live: Installation | null,
): Promise<string> {
  const major = Math.max(0, ...manifest.databases.map(({ serverMajor }) => serverMajor));
  if (live?.server.container && live.server.serverMajor >= major) return live.server.container.image;
  const service = manifest.databases[0]?.service;
  const recorded = manifest.services.find((each) => each.service === service)?.image;
  if (recorded && (await isHere(deps, recorded))) return recorded;
  // Of a server outside Docker no image is known: one of its major is what it is dumped and loaded with, too.
  const fitting = recorded === undefined ? await imageWithTools(deps.docker, major) : null;
  if (fitting !== null) return fitting;
  throw fail('rehearsal.no-image', { archive: manifest.id, major, image: recorded ?? 'none' });
}

async function isHere({ docker }: EngineDeps, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
