import { nowNs, slackNs } from '../clock.ts';
import type { Handler } from '../context.ts';
import { readyLook } from '../process/find.ts';
import { ReadyTar } from './layer.ts';
import { stateOf, type VolumeState, type VolumeStates } from './state.ts';

/** Starts what the freeze needs before it begins: the programs wait for their input. An earlier try's are ended. */
export function getReady(states: VolumeStates): Handler<'capture.ready'> {
  return async ({ volume, tar }) => {
    const state = stateOf(states, volume);
    await standDown(state);
    state.ready = {
      delta: readyLook(state.root, state.sinceNs, state.half),
      // The pause that it will look back to is still to come, so this sees more than what is asked for.
      moved: readyLook(state.root, nowNs() - slackNs, state.half),
      tar: await ReadyTar.start(state.root, tar),
    };
    return {};
  };
}

/** Ends what was started and not needed. */
export async function standDown({ ready }: VolumeState): Promise<void> {
  ready.delta?.[Symbol.dispose]();
  ready.moved?.[Symbol.dispose]();
  await ready.tar?.[Symbol.asyncDispose]();
}

/** What stands ready, for one use. */
export function take<Key extends keyof VolumeState['ready']>(
  { ready }: VolumeState,
  key: Key,
): VolumeState['ready'][Key] {
  const taken = ready[key];
  delete ready[key];
  return taken;
}
