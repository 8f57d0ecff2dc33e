import type { InstallationView } from '../../contract/installations.ts';
import {
  describeDiscovery,
  discover,
  type Installation,
  type InstallationSummary,
  listInstallations,
} from '../../installation/index.ts';
import { chosenProfiles, projectsWithPlace, settingsOf } from '../../store/index.ts';
import type { App } from '../app.ts';

/**
 * The installation as it stands now, with what an administrator set for it.
 * @param project absent: the only one there is
 * @throws those of discovery, `docker.unreachable`
 */
export async function findInstallation({ deps }: App, project: string | undefined): Promise<Installation> {
  const named = project ?? (await onlyProject(deps));
  if (named === undefined) return discover(deps.docker, undefined);
  return discover(deps.docker, named, await settingsOf(deps.db, named));
}

/** Name of the installation meant. @throws as {@link findInstallation} */
export async function projectOf(app: App, project: string | undefined): Promise<string> {
  return project ?? (await findInstallation(app, undefined)).project;
}

/** All of them, as Docker shows them and the settings say. */
export async function allInstallations({ docker, db }: App['deps']): Promise<InstallationSummary[]> {
  const [elsewhere, profiles] = [await projectsWithPlace(db), await chosenProfiles(db)];
  return listInstallations(docker, { elsewhere, profiles });
}

async function onlyProject(deps: App['deps']): Promise<string | undefined> {
  const all = await allInstallations(deps);
  return all.length === 1 ? all[0]?.project : undefined;
}

/** @param unasked why the databases are not those that the server named; null: they are */
export function installationView(installation: Installation, unasked: string | null = null): InstallationView {
  const { members, profile, server, volumes, writers } = installation;
  return {
    ...describeDiscovery(installation, unasked),
    title: profile.title,
    state: stateOf(installation),
    strategy: profile.strategy,
    serverVersion: server.serverVersion,
    services: members.map((member) => ({
      service: member.service,
      container: member.name,
      image: member.image,
      running: member.running,
      startedAt: member.startedAt,
      writer: writers.find((writer) => writer.member.id === member.id)?.why ?? null,
      keptInRestore: profile.restore.keepRunning.includes(member.service),
      isDatabase: member.id === server.container?.id,
    })),
    excluded: volumes
      .filter((volume) => volume.role === 'excluded' || volume.role === 'database')
      .map(({ name, key, reason }) => ({ name, key, reason })),
    folder: installation.folder,
  };
}

function stateOf({ members }: Installation): InstallationView['state'] {
  if (members.length === 0) return 'missing';
  const running = members.filter((member) => member.running).length;
  if (running === 0) return 'stopped';
  return running === members.length ? 'running' : 'partly';
}
