import type { Finding } from '../../../archive/finding.ts';
import { HoldfastError } from '../../../errors/error.ts';
import type { Installation } from '../../../installation/index.ts';
import { backupArgsSchema } from '../../backup/index.ts';
import { readiness } from '../../backup/preflight.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { inWords } from './space-findings.ts';

const code = 'safety.backup';

/** Whether the store can hold the safety backup, by what a backup itself looks at first; and what it means to take none. */
export async function judgeSafetyBackup(
  deps: EngineDeps,
  installation: Installation,
  wanted: boolean,
): Promise<Finding[]> {
  if (!wanted) {
    const text = 'No safety backup is taken: what is there now is then in the kept side alone, until that is cleared.';
    return [
      { code, level: 'warn', text, remedy: 'Take the safety backup, unless nothing of what is there now counts.' },
    ];
  }
  try {
    const { project } = installation;
    await readiness(deps, backupArgsSchema.parse({ project, trigger: 'safety' }), installation);
    return [{ code, level: 'pass', text: 'The store has space for the safety backup.', remedy: null }];
  } catch (error) {
    // What else stands against a backup other findings tell, or is mended first: a server that is stopped.
    return error instanceof HoldfastError && error.code === 'backup.no-space' ? [noSpace(error)] : [];
  }
}

function noSpace({ params: { free, needed } }: HoldfastError): Finding {
  const text = `The store has ${inWords(Number(free))} free; the safety backup needs about ${inWords(Number(needed))}.`;
  const remedy =
    'Delete archives that are no longer needed, give the store more space, or go on without a safety backup.';
  return { code, level: 'refuse', text, remedy };
}
