import { decodeFields } from '../../archive/fingerprint-entry.ts';
import type { Handler } from '../context.ts';
import { Sampler, shown } from '../files/names.ts';
import { readyLook } from '../process/find.ts';
import { take } from './ready.ts';
import { stateOf, type VolumeStates } from './state.ts';

/**
 * The last look before the thaw. A path whose ctime is the one that the delta's look saw did not move since; one that the
 * look did not see, or saw with another ctime, did. A look after the thaw would not do: a writer that
 * writes again then hides what it wrote inside, because a file has one ctime only.
 * Where nobody is held, what the look saw may have been written after the database's moment: with `seenToo` it counts.
 */
export function moved(states: VolumeStates): Handler<'capture.moved'> {
  return async ({ volume, sinceNs, seenToo }, { signal }) => {
    const state = stateOf(states, volume);
    const found = new Sampler();
    const since = BigInt(sinceNs);
    using ready = take(state, 'moved');
    using look = ready && ready.sinceNs <= since ? ready : readyLook(state.root, since, state.half);
    const recent = await look.take(signal);
    for (let index = 0; index < recent.count; index += 1) {
      if (recent.entry(index).ctimeNs < since) continue;
      const path = recent.path(index);
      const before = state.frozen.get(path);
      if (!seenToo && before !== null && decodeFields(before).ctimeNs === recent.entry(index).ctimeNs) continue;
      state.moved.add(path);
      found.add(shown(path));
    }
    return { moved: found.sample };
  };
}
