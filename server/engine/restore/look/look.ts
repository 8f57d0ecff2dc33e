import { dirname } from 'node:path';
import type { Finding } from '../../../archive/finding.ts';
import { archiveIdSchema, type JobId } from '../../../archive/ids.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { checkSignature } from '../../../archive/signing.ts';
import type { Step } from '../../../contract/documents.ts';
import { discover, type Installation } from '../../../installation/index.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import { type CataloguedArchive, getArchive, settingsOf } from '../../../store/index.ts';
import { judgeProduct, type StructureRelation } from '../../compatibility/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { listRunning } from '../live/containers.ts';
import { judgeFiles, judgeOrigin, judgeRecord } from './archive-findings.ts';
import { gatherFacts, type LiveFacts } from './facts.ts';
import { judgeDatabases, judgeVolumes } from './live-findings.ts';
import { judgePair, partsOf } from './parts.ts';
import { judgeSessions } from './session-findings.ts';
import { judgeSpace } from './space-findings.ts';
import { type StopList, stopList } from './stop-list.ts';
import { type VolumeTarget, type VolumeTargets, volumeTargets } from './targets.ts';

/** Everything that is known before anything is done. */
export type Look = {
  archive: StoredArchive;
  /** Cut down to the parts that were asked for. */
  manifest: Manifest;
  /** Volumes of the archive that were not asked for. */
  omitted: VolumeTarget[];
  catalogued: CataloguedArchive;
  /** Signed by another key: consent must name it. */
  foreign: boolean;
  installation: Installation;
  volumes: VolumeTargets;
  services: StopList;
  facts: LiveFacts;
  findings: Finding[];
  structure: StructureRelation;
  /** Additional steps of the profile's rules. */
  productSteps: Step[];
};

export type LookInput = {
  id: string;
  project: string | undefined;
  noStart: boolean;
  only: readonly string[] | null;
  job: JobId;
  /** The job's folder in the store. */
  folder: string;
};

/** Reads the archive and asks the installation; changes nothing. @throws `archive.unknown`, `store.unknown`, `installation.…` */
export async function look(deps: EngineDeps, input: LookInput): Promise<Look> {
  const archive = await deps.store.read(archiveIdSchema.parse(input.id));
  const { manifest: whole } = archive;
  const catalogued = await getArchive(deps.db, input.id);
  const project = input.project ?? whole.project;
  const installation = await discover(deps.docker, project, await settingsOf(deps.db, project));
  const parts = partsOf(whole, volumeTargets(whole, installation), input.only);
  const { manifest, volumes, omitted } = parts;
  const [services, facts, files] = await Promise.all([
    whoStops(deps, installation, swappedOf(volumes)),
    gatherFacts(deps, { ...input, manifest, installation, volumes }),
    judgeFiles(archive),
  ]);
  const signature = checkSignature(Buffer.from(archive.manifestText), archive.signatureText, deps.signer);
  const product = judgeProduct({
    rules: installation.profile.compatibility,
    archive: manifest.product?.version ?? null,
    live: installation.version,
    project: installation.project,
    noStart: input.noStart,
  });
  const databases = judgeDatabases(manifest, installation, facts.server, input.only !== null);
  return {
    archive,
    manifest,
    omitted,
    catalogued,
    foreign: signature.state === 'foreign',
    installation,
    volumes,
    services,
    facts,
    structure: databases.structure,
    productSteps: product.steps,
    findings: [
      judgeOrigin(signature, manifest.instance === deps.instance),
      files,
      ...judgeRecord(catalogued),
      product.finding,
      ...judgePair(parts, input.only),
      ...databases.findings,
      ...judgeSessions(installation.profile.sessions, manifest),
      ...judgeVolumes(volumes, facts),
      ...judgeSpace(manifest, volumes.targets, facts),
    ],
  };
}

function swappedOf({ targets }: VolumeTargets): { name: string; directory: string }[] {
  return targets.flatMap(({ live }) => (live ? [{ name: live.name, directory: dirname(live.mountpoint) }] : []));
}

/** Who is stopped: every running container that mounts a swapped volume, whether or not it belongs to the project. */
export async function whoStops(
  deps: EngineDeps,
  installation: Installation,
  swapped: readonly { name: string; directory: string }[],
): Promise<StopList> {
  const { keepRunning, order } = installation.profile.restore;
  return stopList(await listRunning(deps.docker, swapped, deps.instance), {
    keepRunning,
    order,
    database: installation.server.container.id,
  });
}
