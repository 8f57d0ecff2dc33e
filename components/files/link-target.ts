export type Mounted = { key: string; mountedAt: readonly string[] };

/** Where a symbolic link leads: into a volume of the archive, out of all of them, or not to be told. */
export type Leads = { kind: 'volume'; key: string; path: string } | { kind: 'outside' } | { kind: 'unknown' };

/**
 * Follows a link one step, by names alone: whether something stands there is not asked. A target that leaves the volume is
 * looked for where services have the volumes mounted; where several have the same place, it is not known which one is meant.
 * @param from path of the link in its volume
 */
export function whereLeads(target: string, from: string, volume: Mounted, volumes: readonly Mounted[]): Leads {
  const absolute = target.startsWith('/');
  const inside = absolute ? null : join(folder(from), target);
  if (inside && !inside.climbed) return { kind: 'volume', key: volume.key, path: inside.path };
  const bases = absolute ? [''] : volume.mountedAt.map((at) => `${at}/${folder(from)}`);
  const found = bases.flatMap((base) => {
    const { path } = join(base, target);
    const own = within(path, [volume]);
    return own.length > 0 ? own : within(path, volumes);
  });
  const [only, other] = new Map(found.map((leads) => [JSON.stringify(leads), leads])).values();
  if (other) return { kind: 'unknown' };
  return only ?? { kind: 'outside' };
}

function within(place: string, volumes: readonly Mounted[]): Leads[] {
  return volumes.flatMap(({ key, mountedAt }) =>
    mountedAt
      .map(trim)
      .flatMap((at): Leads[] =>
        place === at || place.startsWith(`${at}/`) ? [{ kind: 'volume', key, path: place.slice(at.length + 1) }] : [],
      ),
  );
}

/** Joins and takes `.` and `..` out. Above the root there is only the root; `climbed` says that it was tried. */
function join(base: string, target: string): { path: string; climbed: boolean } {
  const parts = base.split('/').filter(Boolean);
  let climbed = false;
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) climbed = true;
  }
  return { path: parts.join('/'), climbed };
}

const trim = (path: string): string => path.split('/').filter(Boolean).join('/');
const folder = (path: string): string => path.split('/').slice(0, -1).join('/');
