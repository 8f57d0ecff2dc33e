import type { Job } from '../api/use-job.ts';
import { msOf } from '../format/date.ts';
import { job as words } from '../messages/job.ts';
import { Rich } from '../ui/rich.tsx';
import { recoveryOf } from './recovery.ts';

/** How it stands, in one sentence. Speaks when a stage changes, not at each per cent. */
export function JobSay({ job }: { job: Job }) {
  return (
    <p className="say-main step" aria-live="polite">
      <Rich text={sentenceOf(job)} />
    </p>
  );
}

export function sentenceOf(job: Job): string {
  const say = words.say;
  if (job.state === 'queued') return say.queued;
  if (job.state === 'interrupted') return say.interrupted;
  const recovery = recoveryOf(job);
  if (recovery) return say.recovered[recovery];
  if (job.state === 'running') return job.cancelRequested ? say.stopping : runningSentence(job);
  return say[job.state](lengthOf(job));
}

function runningSentence(job: Job): string {
  const stage = job.stages.find((one) => one.state === 'running');
  return stage ? words.say.running(stage.name, job.leftMs) : words.say.running(job.subject, job.leftMs);
}

/** From its start to its end, or until now, in ms. */
export function lengthOf(job: Job): number {
  const end = job.finishedAt ? msOf(job.finishedAt) : Date.now();
  return end - msOf(job.startedAt ?? job.createdAt);
}
