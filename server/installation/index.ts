/** From a Docker endpoint to a typed description of an installation. Profiles are data; nothing here runs a service. */

export { type DiscoveryDocument, describeDiscovery } from './describe.ts';
export { discover } from './discover.ts';
export type {
  DatabaseServer,
  Installation,
  InstallationVolume,
  Member,
  VolumeRole,
  Writer,
} from './installation.ts';
export { type InstallationSummary, listInstallations } from './list.ts';
export type { Profile, Strategy } from './profile.ts';
export { profileNamed, profiles } from './profiles/index.ts';
export { serverElsewhere } from './server-facts.ts';
export type { DatabasePlace, InstallationSettings } from './settings.ts';
