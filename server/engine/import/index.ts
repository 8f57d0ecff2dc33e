import type { JobHandler } from '../../jobs/contract.ts';
import type { EngineDeps } from '../dependencies.ts';

/** Handler of the job kind "import". */
export function importHandler(_deps: EngineDeps): JobHandler {
  throw new Error('not built yet');
}
