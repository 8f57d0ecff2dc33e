import type { Finding } from '../../../archive/finding.ts';
import type { Manifest } from '../../../archive/manifest.ts';
import type { LiveFacts } from './facts.ts';
import type { VolumeTarget } from './targets.ts';
import type { Space } from './volume-facts.ts';

/** What loading a database leaves behind in the write-ahead log at most (max_wal_size and a bit; measured 1.1 GB). */
const walBytes = 1_100_000_000;
/** Half a block of each file is lost on average. */
const bytesLostAFile = 2048;

export const freeSpace = 'Free space on that file system, or give up the old side that an earlier restore keeps there.';

/** Old and new stand side by side until the old is cleared: each file system must hold both. */
export function judgeSpace(manifest: Manifest, targets: readonly VolumeTarget[], facts: LiveFacts): Finding[] {
  const findings = needsByDevice(targets, facts).map(({ names, space, bytes, inodes }) =>
    enough(`volumes ${names.join(', ')}`, space, bytes, inodes),
  );
  if (manifest.databases.length === 0) return findings;
  const loaded = manifest.databases.reduce((sum, { bytes }) => sum + bytes, 0);
  if (facts.databaseSpace) {
    const shared = needsByDevice(targets, facts).find(({ space }) => space.device === facts.databaseSpace?.device);
    const bytes = loaded + walBytes + (shared?.bytes ?? 0);
    findings.push(enough('the database', facts.databaseSpace, bytes, 0));
  } else {
    const text = 'The free space of the database’s file system can’t be seen: its data stands in no volume.';
    findings.push({
      code: 'space.database',
      level: 'warn',
      text,
      remedy: `Make sure that it has ${inWords(loaded + walBytes)} free.`,
    });
  }
  return findings;
}

/** What a second copy of a volume takes. */
export function bytesNeeded({ archived }: Pick<VolumeTarget, 'archived'>): number {
  return archived.bytes + archived.files * bytesLostAFile;
}

type Need = { names: string[]; space: Space; bytes: number; inodes: number };

function needsByDevice(targets: readonly VolumeTarget[], facts: LiveFacts): Need[] {
  const needs = new Map<string, Need>();
  for (const { name, archived } of targets) {
    const found = facts.volumes.find((volume) => volume.name === name);
    if (!found) continue;
    const need = needs.get(found.space.device) ?? { names: [], space: found.space, bytes: 0, inodes: 0 };
    need.names.push(name);
    need.bytes += bytesNeeded({ archived });
    need.inodes += archived.files;
    needs.set(found.space.device, need);
  }
  return [...needs.values()];
}

function enough(what: string, space: Space, bytes: number, inodes: number): Finding {
  const code = what === 'the database' ? 'space.database' : 'space.volumes';
  if (space.bytes < bytes) {
    return {
      code,
      level: 'refuse',
      text: `The new side of ${what} needs ${inWords(bytes)} beside the old one; ${inWords(space.bytes)} are free.`,
      remedy: freeSpace,
    };
  }
  // Some file systems (btrfs) have no fixed number of inodes and say 0.
  if (space.inodes > 0 && space.inodes < inodes) {
    const text = `The new side of ${what} needs ${inodes} inodes; ${space.inodes} are free.`;
    return { code, level: 'refuse', text, remedy: 'Remove files that are not needed from that file system.' };
  }
  const text = `${inWords(bytes)} are needed for ${what}; ${inWords(space.bytes)} are free.`;
  return { code, level: 'pass', text, remedy: null };
}

/** Bytes for people: `1.2 GB`. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}
