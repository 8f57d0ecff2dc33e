import type { Strategy } from './profile.ts';

/** What an administrator changed about an installation. Patterns match real names; `*` stands for anything. */
export type InstallationSettings = {
  /** Volumes or containers to add. */
  include: readonly string[];
  /** Volumes or containers to leave out. */
  exclude: readonly string[];
  /** Of the backup at hand; absent: the profile's. Some volumes play another role when nothing is held. */
  strategy?: Strategy;
};

export const noSettings: InstallationSettings = { include: [], exclude: [] };

/** Whether a real name matches one of the patterns. Names of containers and volumes differ by case. */
export function matchesOne(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(name));
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
