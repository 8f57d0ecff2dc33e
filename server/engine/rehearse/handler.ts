import { z } from 'zod';
import { archiveIdSchema } from '../../archive/ids.ts';
import { sweepHelpers } from '../../docker/index.ts';
import { fail, reportOf } from '../../errors/error.ts';
import type { JobContext, JobHandler, JobOutcome } from '../../jobs/contract.ts';
import { setArchiveProof } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { rehearse } from './rehearse.ts';
import { stageNames } from './run.ts';

const argsSchema = z.object({ archiveId: archiveIdSchema });
const removed =
  'What was made for the rehearsal is removed. The archive, its proof and the installation stay as they are.';

/** Handler of the job kind "rehearse". Its result: a RehearsalReport. */
export function rehearseHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'rehearse',
    stages: [
      { name: stageNames.look, cancel: 'Nothing has been made yet; the rehearsal ends here.' },
      ...[stageNames.server, stageNames.build, stageNames.compare, stageNames.try].map((name) => ({
        name,
        cancel: removed,
      })),
      { name: stageNames.remove, cancel: null, locked: 'It is done; what was made for it is being removed.' },
    ],
    run: (context) => run(deps, context),
    async recover({ job }) {
      await sweepHelpers(deps, { job: job.id });
      await deps.store.discard(job.id);
      return { state: 'failed', error: reportOf(fail('rehearsal.interrupted')) };
    },
  };
}

async function run(deps: EngineDeps, { job, progress, signal }: JobContext): Promise<JobOutcome> {
  const { archiveId } = argsSchema.parse(job.args);
  const archive = await deps.store.read(archiveId);
  const folder = await deps.store.prepare(job.id);
  try {
    const report = await rehearse(deps, { job: job.id, archive, folder, progress, signal });
    const refused = report.findings.filter(({ level }) => level === 'refuse');
    for (const { level, text } of report.findings) {
      progress.log('rehearsal', text, level === 'pass' ? 'info' : level === 'warn' ? 'warn' : 'error');
    }
    await setArchiveProof(deps.db, archiveId, refused.length === 0 ? 'rehearsed' : 'failed', deps.clock());
    if (refused.length === 0) return { result: report };
    const error = fail('rehearsal.failed', { archive: archiveId, why: refused[0]?.text ?? '' });
    return { result: report, state: 'failed', error: reportOf(error) };
  } finally {
    await deps.store.discard(job.id);
  }
}
