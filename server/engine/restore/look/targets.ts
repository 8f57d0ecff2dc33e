import type { Manifest, ManifestVolume } from '../../../archive/manifest.ts';
import type { Installation, InstallationVolume } from '../../../installation/index.ts';
import type { Place } from '../names.ts';
import { placeOf } from './place.ts';

/** A volume of the archive and where it goes. */
export type VolumeTarget = {
  archived: ManifestVolume;
  /** Real name on the host. */
  name: string;
  /** What bears that name now; null: it is made anew. */
  live: InstallationVolume | null;
  /** Where its live folder stands; null while there is none. */
  place: Place | null;
};

export type VolumeTargets = {
  targets: VolumeTarget[];
  /** In the archive, but excluded here: not touched. */
  skipped: VolumeTarget[];
  /** In the installation, but not in the archive: left alone. */
  left: InstallationVolume[];
};

/**
 * Which volume of the archive goes where: by its real name, else by its compose key (a project that was renamed), else
 * it is made anew.
 */
export function volumeTargets(manifest: Manifest, installation: Installation): VolumeTargets {
  const all = manifest.volumes.map((archived, position): VolumeTarget => {
    const live =
      installation.volumes.find(({ name }) => name === archived.name) ??
      installation.volumes.find(({ key }) => key === archived.key && key !== archived.name) ??
      null;
    const place = live ? placeOf(live, position) : null;
    return { archived, live, place, name: live?.name ?? newName(archived, manifest.project, installation.project) };
  });
  const untouched = ({ live }: VolumeTarget) => live?.role === 'excluded' || live?.role === 'database';
  const names = new Set(all.map(({ name }) => name));
  return {
    targets: all.filter((target) => !untouched(target)),
    skipped: all.filter(untouched),
    left: installation.volumes.filter(
      ({ name, role }) => (role === 'included' || role === 'volatile') && !names.has(name),
    ),
  };
}

function newName(archived: ManifestVolume, from: string, to: string): string {
  return archived.name.startsWith(`${from}_`) ? `${to}_${archived.name.slice(from.length + 1)}` : archived.name;
}

/** Labels of a volume that is made anew: the archive's, with compose's project as it is called here. */
export function labelsOfNew(target: VolumeTarget, project: string): Record<string, string> {
  const key = 'com.docker.compose.project';
  const { labels } = target.archived;
  return key in labels ? { ...labels, [key]: project } : labels;
}
