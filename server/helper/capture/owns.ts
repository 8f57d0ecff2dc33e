import { stat } from 'node:fs/promises';
import { decodeFields } from '../../archive/fingerprint-entry.ts';
import type { Handler } from '../context.ts';
import { deviceText } from '../files/device.ts';
import { stateOf, type VolumeStates } from './state.ts';

/** Which inodes are files of this volume, as it stood in the freeze. */
export function owns(states: VolumeStates): Handler<'capture.owns'> {
  return async ({ volume, inodes }) => {
    if (inodes.length === 0) return { owned: [] };
    const state = stateOf(states, volume);
    const device = deviceText((await stat(state.root, { bigint: true })).dev);
    const asked = new Set(inodes.filter((each) => each.device === device).map((each) => each.inode));
    const owned = new Set<string>();
    if (asked.size > 0) {
      for (const entry of state.frozen.entries()) {
        const { inode } = typeof entry === 'number' ? state.base.entry(entry) : decodeFields(entry.fields);
        if (asked.has(inode)) owned.add(inode);
      }
    }
    return { owned: [...owned] };
  };
}
