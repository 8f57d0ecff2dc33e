import type { Profile } from '../profile.ts';

/** The built-in profile of this name, else undefined. */
export function profileOf(_name: string): Profile | undefined {
  throw new Error('not built yet');
}
