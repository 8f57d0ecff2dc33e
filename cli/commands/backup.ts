import type { Strategy } from '../../server/installation/profile.ts';
import type { Command } from '../command.ts';
import { archiveDocument } from '../documents.ts';
import { Failure, wrongUse } from '../failure.ts';
import { newKey, refuseUnlessDone, waitForJob } from '../job.ts';

export const backup: Command = {
  name: 'backup',
  usage: '',
  summary: 'Back up now, and wait until the archive is sealed.',
  options: { note: { type: 'string' }, full: { type: 'boolean' }, strategy: { type: 'string' } },
  explain: {
    note: 'Kept with the archive.',
    full: 'Make new full layers.',
    strategy: 'pause, stop or observe; else the profile’s.',
  },
  example: 'holdfast backup --note "before the upgrade"',
  async run(context) {
    const { api, options, print } = context;
    const strategy = options.text('strategy');
    if (strategy !== undefined && !isStrategy(strategy))
      throw wrongUse(`“${strategy}” is no strategy: pause, stop or observe.`);
    const { jobId } = await api().backups.start.mutate({
      project: options.text('project'),
      note: options.text('note'),
      ...(options.flag('full') ? { full: true } : {}),
      strategy,
      idempotencyKey: newKey(),
    });
    const job = await waitForJob(context, jobId);
    refuseUnlessDone(job);
    if (job.archiveId === null) throw new Failure(1, `The job ${jobId} succeeded, but names no archive.`);
    print(archiveDocument(await api().archives.get.query({ id: job.archiveId })));
  },
};

function isStrategy(word: string): word is Strategy {
  return word === 'pause' || word === 'stop' || word === 'observe';
}
