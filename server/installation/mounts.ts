import type { SeenContainer, SeenMount, SeenVolume } from './endpoint.ts';
import type { Member } from './installation.ts';

type MemberMount = Member['mounts'][number];

/**
 * A container's mounts. A bind mount of a volume's own folder, or of the folder behind a volume made with `o=bind`, is a
 * mount of that volume: whoever writes there writes into it.
 */
export function mountsOf(container: SeenContainer, volumes: readonly SeenVolume[]): MemberMount[] {
  return container.mounts.map((mount) => ({
    kind: mount.type === 'volume' ? 'volume' : mount.type === 'tmpfs' ? 'tmpfs' : 'bind',
    volume: mount.type === 'volume' ? mount.name : volumeBehind(mount, volumes),
    source: mount.source,
    target: mount.target,
    readOnly: mount.readOnly,
  }));
}

function volumeBehind(mount: SeenMount, volumes: readonly SeenVolume[]): string | null {
  if (mount.type !== 'bind') return null;
  const found = volumes.find((volume) => foldersOf(volume).some((folder) => isWithin(mount.source, folder)));
  return found?.name ?? null;
}

function foldersOf(volume: SeenVolume): string[] {
  const device = volume.options.o?.split(',').includes('bind') ? volume.options.device : undefined;
  return [volume.mountpoint, device].filter((folder) => folder !== undefined && folder !== '') as string[];
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Host paths that programs need to run, and that hold nothing of theirs. */
const noData = [
  /\/docker\.sock$/,
  /^\/etc\/(localtime|timezone|hosts|hostname|resolv\.conf|passwd|group|ssl|ca-certificates)(\/|$)/,
  /^\/(dev|proc|sys|lib|usr|run)(\/|$)/,
  /^\/var\/run(\/|$)/,
];

/** A folder of the host that may hold data, and is in no volume. */
export function isHostFolder(mount: MemberMount): boolean {
  return mount.kind === 'bind' && mount.volume === null && !noData.some((path) => path.test(mount.source));
}
