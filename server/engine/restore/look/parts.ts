import type { Finding } from '../../../archive/finding.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import { fail } from '../../../errors/error.ts';
import type { VolumeTarget, VolumeTargets } from './targets.ts';

/** What of an archive comes back. `left` then has the volumes that are in the archive and stay as they are. */
export type Parts = { manifest: Manifest; volumes: VolumeTargets; omitted: VolumeTarget[] };

/**
 * Cuts an archive down to the parts that were asked for. Everything after this sees an archive that holds no more.
 * @throws `restore.unknown-part`
 */
export function partsOf(manifest: Manifest, volumes: VolumeTargets, only: readonly string[] | null): Parts {
  if (only === null) return { manifest, volumes, omitted: [] };
  const wanted = new Set(only.filter((part) => part !== 'database').map((part) => part.slice('volume='.length)));
  const isWanted = ({ name, archived }: VolumeTarget) =>
    [name, archived.name, archived.key].some((each) => wanted.has(each));
  const targets = volumes.targets.filter(isWanted);
  for (const part of wanted) {
    const known = targets.some(({ name, archived }) => [name, archived.name, archived.key].includes(part));
    if (!known) throw unknownPart(manifest, volumes, `volume=${part}`);
  }
  const database = only.includes('database');
  if (database && manifest.databases.length === 0) throw unknownPart(manifest, volumes, 'database');
  return {
    manifest: {
      ...manifest,
      databases: database ? manifest.databases : [],
      volumes: targets.map(({ archived }) => archived),
    },
    volumes: { ...volumes, targets, skipped: [] },
    omitted: volumes.targets.filter((target) => !isWanted(target)),
  };
}

function unknownPart({ id, databases }: Manifest, { targets }: VolumeTargets, part: string) {
  const parts = [
    ...(databases.length > 0 ? ['database'] : []),
    ...targets.map(({ archived }) => `volume=${archived.key}`),
  ];
  return fail('restore.unknown-part', { part, id, parts: parts.join(', ') });
}

/** What a part alone means. */
export function judgePair({ manifest, volumes }: Parts, only: readonly string[] | null): Finding[] {
  if (only === null) return [];
  const code = 'partial.pair';
  const comes = [
    ...(manifest.databases.length > 0 ? [`the database ${manifest.databases.map(({ name }) => name).join(', ')}`] : []),
    ...volumes.targets.map(({ name }) => name),
  ].join(', ');
  const text = `Only ${comes} comes back; everything else stays as it is now. Files and database are then no longer one pair: rows may speak of files that are not there, and files may have no rows.`;
  const remedy = 'Restore the whole archive, unless you know that the parts don’t depend on each other.';
  return [{ code, level: 'warn', text, remedy }];
}
