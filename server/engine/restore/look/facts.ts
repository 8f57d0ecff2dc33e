import type { JobId } from '../../../archive/ids.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import type { Installation } from '../../../installation/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { askServer, type ServerFacts } from './server-facts.ts';
import type { VolumeTargets } from './targets.ts';
import { measureVolumes, type VolumeFacts } from './volume-facts.ts';

export type LiveFacts = VolumeFacts & { server: ServerFacts };

export type FactsSpec = {
  job: JobId;
  /** The job's folder in the store. */
  folder: string;
  manifest: Manifest;
  installation: Installation;
  volumes: VolumeTargets;
};

/** Asks the installation what a restore has to know. Changes nothing. */
export async function gatherFacts(deps: EngineDeps, spec: FactsSpec): Promise<LiveFacts> {
  const [volumes, server] = await Promise.all([measureVolumes(deps, spec), askServer(deps, spec)]);
  return { ...volumes, server };
}
