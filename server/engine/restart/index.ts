/** Which services still run on what they read before the newest restore, and how to restart them in order. */
import type { RestartState } from '../../api/contract.ts';
import type { JobHandler } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';

export { type RestartArgs, restartArgsSchema } from './args.ts';

/** Derived from facts each time it is asked: goes away by itself when a service was restarted by hand. */
export async function restartStates(_deps: EngineDeps, _project?: string): Promise<RestartState[]> {
  throw new Error('not built yet');
}

export function restartHandler(_deps: EngineDeps): JobHandler {
  throw new Error('not built yet');
}
