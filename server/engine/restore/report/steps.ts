import type { Step } from '../../../contract/documents.ts';

/** What the additional steps of a restore follow from. */
export type StepFacts = {
  project: string;
  /** Of the profile's rules for these two versions. */
  product: readonly Step[];
  archiveVersion: string | null;
  liveVersion: string | null;
  /** Services that keep running and see what they read before. */
  kept: readonly string[];
  /** Volumes of the installation that the archive doesn't know. */
  unknownVolumes: readonly string[];
  /** Containers of the installation that the archive doesn't know: services installed since. */
  unknownContainers: readonly string[];
  /** Containers of the archive that the host doesn't have. */
  missingContainers: readonly string[];
  /** In the archive, excluded here. */
  skippedVolumes: readonly string[];
  /** Folder of the archive on this host, with the compose file and `.env` where it carries them. */
  files: { folder: string; names: readonly string[] } | null;
  /** Folder of the installation, where known. */
  installationFolder: string | null;
  noStart: boolean;
  /** Containers in the order they are started. */
  startOrder: readonly string[];
};

/** The additional steps, in the order in which they are to be done. */
export function additionalSteps(facts: StepFacts): Step[] {
  const generic = [
    ...composeStep(facts),
    ...missingStep(facts),
    ...startStep(facts),
    ...restartStep(facts),
    ...unknownVolumesStep(facts),
    ...unknownContainersStep(facts),
    ...skippedStep(facts),
  ];
  // A rule of the profile that speaks of the same thing knows more about it.
  const said = new Set(facts.product.map(({ id }) => id));
  return [...facts.product, ...generic.filter(({ id }) => !said.has(id))];
}

function step(id: string, text: string, commands: string[] = []): Step[] {
  return [{ id, text, commands, done: false }];
}

function composeStep({ files, installationFolder, archiveVersion, liveVersion, noStart }: StepFacts): Step[] {
  if (!files || files.names.length === 0) return [];
  if (archiveVersion === liveVersion && !noStart) return [];
  const text =
    'The archive carries the compose file it was made with. Holdfast never writes the installation’s folder: compare, and take over what you need.';
  const commands = files.names.map((name) =>
    installationFolder ? `diff ${installationFolder}/${name} ${files.folder}/${name}` : `cat ${files.folder}/${name}`,
  );
  return step('compose-file', text, commands);
}

function missingStep({ missingContainers, project }: StepFacts): Step[] {
  if (missingContainers.length === 0) return [];
  const text = `The archive knows containers that are not here: ${missingContainers.join(', ')}. Their data is back; make them again.`;
  return step('missing-containers', text, [`docker compose -p ${project} up -d`]);
}

function startStep({ noStart, startOrder }: StepFacts): Step[] {
  if (!noStart || startOrder.length === 0) return [];
  const text = 'The services are stopped, as asked. Put the right images in place, then start them in this order.';
  return step('start', text, [`docker start ${startOrder.join(' ')}`]);
}

function restartStep({ kept, project }: StepFacts): Step[] {
  if (kept.length === 0) return [];
  const text = `Restart what kept running: ${kept.join(', ')}. They still hold what they read before the restore.`;
  return step('restart', text, [`holdfast restart --project ${project}`]);
}

function unknownVolumesStep({ unknownVolumes }: StepFacts): Step[] {
  if (unknownVolumes.length === 0) return [];
  const text = `These volumes are newer than the archive and were left as they are: ${unknownVolumes.join(', ')}. Remove them when nothing needs them.`;
  return step(
    'unknown-volumes',
    text,
    unknownVolumes.map((name) => `docker volume rm ${name}`),
  );
}

function unknownContainersStep({ unknownContainers }: StepFacts): Step[] {
  if (unknownContainers.length === 0) return [];
  const text = `These containers belong to services that the archive doesn’t know: ${unknownContainers.join(', ')}. The restored database knows nothing of them; remove or install them again.`;
  return step(
    'unknown-containers',
    text,
    unknownContainers.map((name) => `docker rm -f ${name}`),
  );
}

function skippedStep({ skippedVolumes }: StepFacts): Step[] {
  if (skippedVolumes.length === 0) return [];
  return step('skipped-volumes', `Excluded here and therefore not restored: ${skippedVolumes.join(', ')}.`);
}
