import type { Endpoint, SeenVolume } from './endpoint.ts';
import type { InstallationVolume, Member, VolumeRole } from './installation.ts';
import { projectLabel } from './members.ts';
import type { Profile } from './profile.ts';
import { type InstallationSettings, matchesOne } from './settings.ts';

export type VolumeQuestion = {
  endpoint: Endpoint;
  project: string;
  profile: Profile;
  settings: InstallationSettings;
  members: readonly Member[];
  /** Name of the volume that contains the server's data directory; null when it lies elsewhere. */
  databaseVolume: string | null;
};

/** The installation's volumes with the role of each: those its containers mount, compose's own, and those that were added. */
export function findVolumes(question: VolumeQuestion): InstallationVolume[] {
  const { endpoint, project, settings, members } = question;
  const holdfasts = new Set(endpoint.self?.mounts.flatMap(({ name }) => name ?? []));
  return endpoint.volumes.flatMap((volume) => {
    const mounts = mountsOfVolume(members, volume.name);
    const belongs =
      mounts.length > 0 || volume.labels[projectLabel] === project || matchesOne(settings.include, volume.name);
    // What Holdfast itself stands on must never be swapped by its own restore.
    if (!belongs || holdfasts.has(volume.name)) return [];
    const key = keyOf(volume, project, question.profile);
    return [
      {
        ...volume,
        key,
        ...roleOf(volume, key, mounts, question),
        mountedAt: [...new Set(mounts.map(({ target }) => target))],
      },
    ];
  });
}

type VolumeMount = { service: string; target: string };

function mountsOfVolume(members: readonly Member[], volume: string): VolumeMount[] {
  return members.flatMap(({ service, mounts }) =>
    mounts.filter((mount) => mount.volume === volume).map(({ target }) => ({ service, target })),
  );
}

/** The name the compose file gives it; without compose's label only where the profile knows that name. */
function keyOf(volume: SeenVolume, project: string, profile: Profile): string {
  const label = volume.labels['com.docker.compose.volume'];
  if (label) return label;
  const rest = volume.name.startsWith(`${project}_`) ? volume.name.slice(project.length + 1) : '';
  return profile.volumes.some(({ key }) => key === rest) || profile.agreement?.volume === rest ? rest : volume.name;
}

function roleOf(
  volume: SeenVolume,
  key: string,
  mounts: readonly VolumeMount[],
  { project, profile, settings, databaseVolume }: VolumeQuestion,
): { role: VolumeRole; reason: string } {
  if (volume.name === databaseVolume)
    return { role: 'database', reason: 'holds the database, which is dumped and never copied as files' };
  if (matchesOne(settings.exclude, volume.name, key)) return { role: 'excluded', reason: 'left out in the settings' };
  const strategy = settings.strategy ?? profile.strategy;
  const rule = profile.volumes.find(
    (rule) => rule.key === key && (rule.strategies === undefined || rule.strategies.includes(strategy)),
  );
  if (rule) return { role: rule.role, reason: rule.reason };
  return { role: 'included', reason: whyIncluded(volume, mounts, project, settings) };
}

function whyIncluded(
  volume: SeenVolume,
  mounts: readonly VolumeMount[],
  project: string,
  settings: InstallationSettings,
): string {
  if (matchesOne(settings.include, volume.name)) return 'included in the settings';
  const services = [...new Set(mounts.map(({ service }) => service))];
  if (services.length === 0) return `of the compose project ${project}; no container mounts it now`;
  const who = `mounted by ${services.slice(0, 3).join(', ')}${services.length > 3 ? ` and ${services.length - 3} more` : ''}`;
  return volume.labels[projectLabel] === project ? who : `in no compose file of the project, but ${who}`;
}
