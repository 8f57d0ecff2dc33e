import type { Step } from '../../../contract/documents.ts';
import { additionalSteps } from '../report/steps.ts';
import type { UndoLook } from './look.ts';

/** What is still to be done after an undo. */
export function stepsOfUndo(looked: Omit<UndoLook, 'facts' | 'findings'>, noStart: boolean): Step[] {
  const { kept, installation, services, productSteps } = looked;
  const { intent } = kept;
  const database = installation.server.container?.service;
  const steps = additionalSteps({
    project: installation.project,
    product: productSteps,
    archiveVersion: kept.liveVersion,
    liveVersion: installation.version,
    kept: services.keep.map(({ container }) => container.service).filter((name) => name !== database),
    unknownVolumes: [],
    unknownContainers: [],
    missingContainers: [],
    skippedVolumes: [],
    files: null,
    installationFolder: installation.folder,
    noStart,
    startOrder: services.stop.map(({ container }) => container.name),
  });
  const made = intent.undoes ? [] : intent.volumes.filter((volume) => volume.made).map(({ name }) => name);
  if (made.length === 0) return steps;
  const text = `The restore had made these volumes; they are empty now and go with the kept side, where nothing uses them: ${made.join(', ')}.`;
  return [...steps, { id: 'made-volumes', text, commands: [], done: false }];
}
