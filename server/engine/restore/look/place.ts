import { basename, dirname, isAbsolute } from 'node:path';
import { ordinaryPlace, type Place } from '../names.ts';

type Volume = { driver: string; options: Record<string, string>; mountpoint: string };

/**
 * Where a volume's live folder stands: in Docker's own directory of the volume, or, with the option `o=bind`, on its
 * device. There several volumes may have one parent, so `position` goes into the names.
 */
export function placeOf(volume: Volume, position: number): Place {
  const device = deviceOf(volume);
  if (device) return { directory: dirname(device), live: basename(device), tag: `-${position}` };
  return ordinaryPlace(volume.mountpoint);
}

/** Whether a volume, as Docker knows it now, still stands where it stood. */
export function standsAt(
  found: { Driver: string; Options: Record<string, string> | null; Mountpoint: string },
  place: Place,
) {
  const volume = { driver: found.Driver, options: found.Options ?? {}, mountpoint: found.Mountpoint };
  const { directory, live } = placeOf(volume, 0);
  return directory === place.directory && live === place.live;
}

/** The folder that a volume with the option `o=bind` shows; null for any other volume. */
export function deviceOf({ driver, options }: Pick<Volume, 'driver' | 'options'>): string | null {
  const { o = '', device = '' } = options;
  const binds = driver === 'local' && o.split(',').some((option) => option === 'bind' || option === 'rbind');
  if (!binds || !isAbsolute(device)) return null;
  const path = device.replace(/\/+$/, '');
  return path === '' ? null : path;
}
