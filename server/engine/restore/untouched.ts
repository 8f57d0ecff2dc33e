import { messageOf } from '../../errors/error.ts';
import type { EngineDeps } from '../dependencies.ts';
import { abandonStaging } from './abandon.ts';
import type { Run } from './run.ts';

/** Whatever fails in here, or is cancelled, leaves nothing behind. */
export async function untouched<T>(deps: EngineDeps, run: Run, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await abandonStaging(deps, run.job, run.progress).catch((left: unknown) =>
      run.progress.log('restore', `What was staged could not be removed now: ${messageOf(left)}`, 'warn'),
    );
    throw error;
  }
}
