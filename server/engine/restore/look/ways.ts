import type { Finding } from '../../../archive/finding.ts';
import type { LiveFacts } from './facts.ts';
import { deviceOf } from './place.ts';
import { bytesNeeded, freeSpace, inWords } from './space-findings.ts';
import type { VolumeTarget } from './targets.ts';

/** A volume whose files are replaced where they are, and why it can't be swapped as a whole. */
export type InPlaceTarget = {
  target: VolumeTarget;
  why: string;
  /** It would be swapped if there were more of it. */
  lacksSpace: boolean;
};

export type Ways = { swapped: VolumeTarget[]; inPlace: InPlaceTarget[] };

/** Which volumes are swapped as a whole, and which can only be replaced in place: by what they are, then by the space. */
export function waysOf(targets: readonly VolumeTarget[], facts: LiveFacts): Ways {
  const inPlace: InPlaceTarget[] = [];
  const swapped: VolumeTarget[] = [];
  for (const target of targets) {
    const why = whyNotSwapped(target, facts);
    if (why) inPlace.push({ target, why, lacksSpace: false });
    else swapped.push(target);
  }
  for (const target of withoutSpace(swapped, facts)) {
    swapped.splice(swapped.indexOf(target), 1);
    inPlace.push({ target, why: 'has no space beside it for a second copy', lacksSpace: true });
  }
  return { swapped, inPlace };
}

function whyNotSwapped({ name, live }: VolumeTarget, facts: LiveFacts): string | null {
  if (live === null) return null;
  if (live.driver !== 'local') return `belongs to the driver ${live.driver}`;
  const found = facts.volumes.find((volume) => volume.name === name);
  if (found?.kind === 'link') return 'is a link to elsewhere';
  if (found?.kind === 'mount' || found?.ownFileSystem) return 'is a mount point of its own';
  const type = live.options.type ?? '';
  if (Object.keys(live.options).length > 0 && !deviceOf(live)) return `is mounted with options of its own (${type})`;
  return null;
}

/** The largest ones of each file system that can't hold all second copies, until the rest fits. */
function withoutSpace(targets: readonly VolumeTarget[], facts: LiveFacts): VolumeTarget[] {
  const spaces = new Map(facts.volumes.map(({ name, space }) => [name, space]));
  const chosen: VolumeTarget[] = [];
  for (const device of new Set(facts.volumes.map(({ space }) => space.device))) {
    const here = targets.filter(({ name }) => spaces.get(name)?.device === device);
    const free = here[0] ? (spaces.get(here[0].name)?.bytes ?? 0) : 0;
    let needed = here.reduce((sum, target) => sum + bytesNeeded(target), 0);
    for (const target of here.toSorted((a, b) => bytesNeeded(b) - bytesNeeded(a))) {
      if (needed <= free) break;
      chosen.push(target);
      needed -= bytesNeeded(target);
    }
  }
  return chosen;
}

/** What the slower way means for each of them. */
export function judgeInPlace(inPlace: readonly InPlaceTarget[], facts: LiveFacts, safetyBackup: boolean): Finding[] {
  return inPlace.map(({ target, why, lacksSpace }) => {
    const code = lacksSpace ? 'space.in-place' : 'volume.in-place';
    const { name, archived } = target;
    if (!safetyBackup) {
      const text = `${name} ${why}, so its files are replaced where they are. Without a safety backup there is no way back from that.`;
      return { code, level: 'refuse', text, remedy: 'Take the safety backup, or leave this volume out (--only).' };
    }
    const free = facts.volumes.find((volume) => volume.name === name)?.space.bytes ?? 0;
    const freed = facts.held.get(name)?.bytes ?? 0;
    if (bytesNeeded(target) > free + freed) {
      const text = `${name} needs ${inWords(archived.bytes)}; ${inWords(free + freed)} are there, its own files included.`;
      return { code, level: 'refuse', text, remedy: freeSpace };
    }
    const text = `${name} ${why}, so it can’t be swapped as a whole. Its files are replaced where they are while the services are stopped: that takes as long as ${inWords(archived.bytes)} take to be written, nothing keeps somebody from starting a service on it meanwhile, and should it fail, they come back from the safety backup. The restore can’t be undone; the safety backup is the way back.`;
    const remedy = lacksSpace ? freeSpace : 'Move its data to an ordinary local volume to have it swapped.';
    return { code, level: 'warn', text, remedy };
  });
}
