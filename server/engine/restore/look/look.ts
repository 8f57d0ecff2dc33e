import type { Finding } from '../../../archive/finding.ts';
import { archiveIdSchema, type JobId } from '../../../archive/ids.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { checkSignature } from '../../../archive/signing.ts';
import type { Step } from '../../../contract/documents.ts';
import type { Installation } from '../../../installation/index.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import { type CataloguedArchive, getArchive } from '../../../store/index.ts';
import { archivedServer } from '../../compare/archive-side.ts';
import { judgeProduct, type StructureRelation } from '../../compatibility/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { installationOf } from '../../installation-of.ts';
import { listRunning, type SwappedVolume } from '../live/containers.ts';
import { judgeFiles, judgeOrigin, judgeRecord } from './archive-findings.ts';
import { judgeRoles } from './difference-findings.ts';
import { type Differences, differencesOf } from './differences.ts';
import { gatherFacts, type LiveFacts } from './facts.ts';
import { judgeDatabases, judgeVolumes } from './live-findings.ts';
import { judgePair, partsOf } from './parts.ts';
import { judgeSafetyBackup } from './safety-findings.ts';
import { judgeSessions } from './session-findings.ts';
import { judgeSpace } from './space-findings.ts';
import { type StopList, stopList } from './stop-list.ts';
import { type VolumeTarget, type VolumeTargets, volumeTargets } from './targets.ts';
import { type InPlaceTarget, judgeInPlace, waysOf } from './ways.ts';

/** Everything that is known before anything is done. */
export type Look = {
  archive: StoredArchive;
  /** Cut down to the parts that were asked for. */
  manifest: Manifest;
  /** Volumes of the archive that were not asked for. */
  omitted: VolumeTarget[];
  /** Targets that can't be swapped; `volumes.targets` has the others. */
  inPlace: InPlaceTarget[];
  catalogued: CataloguedArchive;
  /** Signed by another key: consent must name it. */
  foreign: boolean;
  installation: Installation;
  volumes: VolumeTargets;
  services: StopList;
  facts: LiveFacts;
  differences: Differences;
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
  /** Needs space in the store; a volume that can only be replaced in place needs it. */
  safetyBackup: boolean;
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
  const installation = await installationOf(deps, project);
  const parts = partsOf(whole, volumeTargets(whole, installation), input.only);
  const { manifest, omitted } = parts;
  const partial = input.only !== null;
  const [services, facts, files, archived, safety] = await Promise.all([
    whoStops(deps, installation, swappedOf(parts.volumes)),
    gatherFacts(deps, { ...input, manifest, installation, volumes: parts.volumes }),
    judgeFiles(archive),
    archivedServer({ ...archive, manifest }),
    judgeSafetyBackup(deps, installation, input.safetyBackup),
  ]);
  const { swapped, inPlace } = waysOf(parts.volumes.targets, facts);
  const volumes = { ...parts.volumes, targets: swapped };
  const signature = checkSignature(Buffer.from(archive.manifestText), archive.signatureText, deps.signer);
  const product = judgeProduct({
    rules: installation.profile.compatibility,
    archive: manifest.product?.version ?? null,
    live: installation.version,
    project: installation.project,
    noStart: input.noStart,
  });
  const differences = differencesOf(archived, facts.server);
  const choices = { partial, safetyBackup: input.safetyBackup };
  const databases = judgeDatabases(manifest, installation, facts.server, choices, differences);
  return {
    archive,
    manifest,
    omitted,
    inPlace,
    catalogued,
    foreign: signature.state === 'foreign',
    installation,
    volumes,
    services,
    facts,
    differences,
    structure: databases.structure,
    productSteps: product.steps,
    findings: [
      judgeOrigin(signature, manifest.instance === deps.instance),
      files,
      ...judgeRecord(catalogued),
      product.finding,
      ...judgePair(parts, input.only),
      ...databases.findings,
      ...judgeRoles(differences, { archived: archived.roles, server: facts.server, own: installation.server.user }),
      ...judgeSessions(installation.profile.sessions, manifest),
      ...judgeVolumes(volumes, installation.project, partial),
      ...judgeInPlace(inPlace, facts, input.safetyBackup),
      ...judgeSpace(manifest, volumes.targets, facts),
      ...safety,
    ],
  };
}

function swappedOf({ targets }: VolumeTargets): SwappedVolume[] {
  return targets.flatMap(({ name, place }) => (place ? [{ name, ...place }] : []));
}

/** Who is stopped: every running container that mounts a swapped volume, whether or not it belongs to the project. */
export async function whoStops(
  deps: EngineDeps,
  installation: Installation,
  swapped: readonly SwappedVolume[],
): Promise<StopList> {
  const { keepRunning, order } = installation.profile.restore;
  return stopList(await listRunning(deps.docker, swapped, deps.instance), {
    keepRunning,
    order,
    database: installation.server.container?.id ?? null,
  });
}
