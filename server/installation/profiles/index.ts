import { type Profile, profileSchema } from '../profile.ts';
import { compose } from './compose.ts';
import { connectware } from './connectware.ts';

/** The one that fits any project, and those that know a product. */
export const genericProfile: Profile = profileSchema.parse(compose);
const productProfiles: Profile[] = [connectware].map((input) => profileSchema.parse(input));

type Labelled = { labels: Record<string, string> };

/** A profile, and why it is the one. */
export type ChosenProfile = { profile: Profile; reason: string };

/** The profile of a project: the one that was chosen in the settings, else the one that its containers' labels tell. */
export function profileFor(containers: readonly Labelled[], chosen: string | null = null): ChosenProfile {
  const named = chosen === null ? null : profileNamed(chosen);
  if (named) return { profile: named, reason: 'chosen in Settings' };
  const carried = (wanted: string) => containers.some((container) => carries(container, wanted));
  for (const profile of productProfiles) {
    const label = profile.detect.labels.find(carried);
    if (label !== undefined) return { profile, reason: `detected by the label ${label}` };
  }
  return { profile: genericProfile, reason: 'fits any compose project; no label tells of a product that is known' };
}

function carries({ labels }: Labelled, wanted: string): boolean {
  const [key = '', value] = wanted.split('=');
  return key in labels && (value === undefined || labels[key] === value);
}

/** All that can be chosen. */
export const profiles: readonly Profile[] = [...productProfiles, genericProfile];

/** The profile of that name; null when this Holdfast does not know it. */
export function profileNamed(name: string): Profile | null {
  return profiles.find((profile) => profile.name === name) ?? null;
}
