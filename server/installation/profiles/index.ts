import { type Profile, profileSchema } from '../profile.ts';
import { compose } from './compose.ts';
import { connectware } from './connectware.ts';

/** The one that fits any project, and those that know a product. */
export const genericProfile: Profile = profileSchema.parse(compose);
const productProfiles: Profile[] = [connectware].map((input) => profileSchema.parse(input));

/** The profile of a project by the labels its containers carry. */
export function detectProfile(containers: readonly { labels: Record<string, string> }[]): Profile {
  const carries = (wanted: string) => {
    const [key = '', value] = wanted.split('=');
    return containers.some(({ labels }) => key in labels && (value === undefined || labels[key] === value));
  };
  return productProfiles.find((profile) => profile.detect.labels.some(carries)) ?? genericProfile;
}

/** The profile that an archive was made by; null when this Holdfast does not know it. */
export function profileNamed(name: string): Profile | null {
  return [genericProfile, ...productProfiles].find((profile) => profile.name === name) ?? null;
}
