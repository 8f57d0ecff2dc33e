import type { Member } from './installation.ts';
import type { Profile } from './profile.ts';

/** The product's version: the tag that most of its images bear, running ones first. Null when no tag is a version. */
export function productVersion(members: readonly Pick<Member, 'image' | 'running'>[], profile: Profile): string | null {
  const rule = profile.version;
  if (!rule) return null;
  const repository = new RegExp(rule.imageRepository);
  const votes = new Map<string, number>();
  for (const { image, running } of members) {
    const [, name = '', tag = ''] = /^(.*?)(?::([^:/@]+))?(?:@.*)?$/.exec(image) ?? [];
    if (!repository.test(name) || !/^\d+(\.\d+)*/.test(tag)) continue;
    votes.set(tag, (votes.get(tag) ?? 0) + (running ? 1000 : 1));
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}
