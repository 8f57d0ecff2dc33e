import { z } from 'zod';
import { archiveIdSchema } from '../../archive/ids.ts';
import { fail, HoldfastError, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler, JobOutcome } from '../../jobs/contract.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { setArchiveProof } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { readWholly } from './read-archive.ts';

/*
 * Verifying re-reads every byte of an archive: each file and layer against its hash, each volume's stack against its
 * fingerprint, each dump's header. What came out is the archive's proof. It does not try whether PostgreSQL can load the
 * dump; that is what rehearsing is for.
 */

const argsSchema = z.object({ archiveId: archiveIdSchema });
const stops = 'Reading stops. The archive and its proof stay as they are.';

/** Handler of the job kind "verify". Its result: `{ checked, findings }`. */
export function verifyHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'verify',
    stages: [
      { name: 'Read the files', cancel: stops },
      { name: 'Read the layers', cancel: stops },
      { name: 'Look at the dumps', cancel: stops },
    ],
    run: (context) => verify(deps, context),
    // It changes nothing: a person can simply run it again.
    recover: async () => ({ state: 'failed', error: reportOf(fail('archive.verify-interrupted')) }),
  };
}

async function verify(deps: EngineDeps, context: JobContext): Promise<JobOutcome> {
  const { archiveId } = argsSchema.parse(context.job.args);
  const archive = await wholeOrNote(deps, archiveId);
  const { checked, findings } = await readWholly(deps, archive, context);
  const damage = findings.filter((finding) => finding.level === 'refuse');
  await setArchiveProof(deps.db, archiveId, damage.length === 0 ? 'verified' : 'failed', deps.clock());
  for (const { text } of damage) context.progress.log('verify', text, 'error');
  const result = { checked, findings };
  if (damage.length === 0) return { result };
  const error = fail('archive.broken', { archive: archiveId, why: withoutStop(damage[0]?.text ?? '') });
  return { result, state: 'failed', error: reportOf(error) };
}

/** An archive that lacks a part has failed before a byte of it is read. */
async function wholeOrNote(deps: EngineDeps, archiveId: z.infer<typeof archiveIdSchema>): Promise<StoredArchive> {
  try {
    return await deps.store.read(archiveId);
  } catch (error) {
    if (error instanceof HoldfastError && error.code === 'archive.broken') {
      await setArchiveProof(deps.db, archiveId, 'failed', deps.clock());
    }
    throw error;
  }
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
