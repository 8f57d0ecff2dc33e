import { readFile, realpath } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { fail } from '../errors/error.ts';
import type { Docker } from './connect.ts';
import { isNotFound } from './daemon-errors.ts';

/**
 * A path of ours as Docker's host sees it: the same on the host; inside a container translated through its own mounts.
 * @throws `docker.path-not-mounted` when the path lies in the container's own layer, where no helper can reach it.
 */
export async function hostPathOf(docker: Docker, ours: string): Promise<string> {
  const real = await realpath(ours);
  const mounts = await ownMounts(docker);
  if (mounts === null) return real;
  const translated = translate(await Promise.all(mounts.map(withRealDestination)), real);
  if (translated === null) throw fail('docker.path-not-mounted', { path: ours });
  return translated;
}

export type OwnMount = { Type: string; Source: string; Destination: string };

/** Mounts of the container we run in; null when we run on the host. */
async function ownMounts(docker: Docker): Promise<OwnMount[] | null> {
  return (await inspectSelf(docker))?.Mounts ?? null;
}

/** Docker names a mount as it was asked for: `/var/run/docker.sock`, where `/var/run` is a link to `/run`. */
async function withRealDestination(mount: OwnMount): Promise<OwnMount> {
  return { ...mount, Destination: await realpath(mount.Destination).catch(() => mount.Destination) };
}

/** Id of the container we run in; null on the host, or in something this Docker does not know. */
export async function ownContainerId(docker: Docker): Promise<string | null> {
  return (await inspectSelf(docker))?.Id ?? null;
}

async function inspectSelf(docker: Docker): Promise<Dockerode.ContainerInspectInfo | null> {
  const [mountinfo = '', cgroup = ''] = await Promise.all(
    ['/proc/self/mountinfo', '/proc/self/cgroup'].map(readOrNothing),
  );
  for (const candidate of ownContainerIds(mountinfo, cgroup, hostname())) {
    const found = await inspectIfUs(docker, candidate);
    if (found) return found;
  }
  return null;
}

async function readOrNothing(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => '');
}

async function inspectIfUs(docker: Docker, id: string): Promise<Dockerode.ContainerInspectInfo | null> {
  try {
    const found = await docker.getContainer(id).inspect();
    // A host whose name happens to be a container's name or id must not be taken for that container.
    return found.Id.startsWith(id) && (id.length === fullIdLength || found.Config.Hostname === id) ? found : null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

const fullIdLength = 64;

/**
 * Ids that may be our own container's: Docker mounts hostname, hosts and resolv.conf from a folder named by the id; with
 * cgroup v1 the id stands in /proc/self/cgroup; and the hostname is its beginning unless somebody chose another.
 */
export function ownContainerIds(mountinfo: string, cgroup: string, host: string): string[] {
  const mounted = mountinfo
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf'].includes(fields[4] ?? ''))
    .flatMap((fields) => /\/containers\/([0-9a-f]{64})\//.exec(fields[3] ?? '')?.[1] ?? []);
  const grouped = [...cgroup.matchAll(/\/(?:docker[/-])([0-9a-f]{64})/g)].flatMap((match) => match[1] ?? []);
  const named = /^[0-9a-f]{12}$/.test(host) ? [host] : [];
  return [...new Set([...mounted, ...grouped, ...named])];
}

/** Null when no mount of the host's carries the path. A volume's Source is its folder on the host. */
export function translate(mounts: readonly OwnMount[], ours: string): string | null {
  const carrier = mounts
    .filter(({ Destination }) => ours === Destination || ours.startsWith(withSlash(Destination)))
    .sort((a, b) => b.Destination.length - a.Destination.length)[0];
  if (!carrier || (carrier.Type !== 'bind' && carrier.Type !== 'volume')) return null;
  return path.join(carrier.Source, path.relative(carrier.Destination, ours));
}

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);
