import type { InstallationView } from './installation-settings.tsx';

/** What is on the endpoint and not part of the installation: without its own excluded volumes, which discovery lists too. */
export function othersOf({ left, excluded }: Pick<InstallationView, 'left' | 'excluded'>): InstallationView['left'] {
  const own = new Set(excluded.map((volume) => volume.name));
  return left.filter((thing) => !own.has(thing.name));
}
