'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { hasEnded } from '../api/job-state.ts';
import { type Job, useJob } from '../api/use-job.ts';
import { CancelJob } from '../job/cancel-job.tsx';
import { JobPicture } from '../job/job-picture.tsx';
import { JobProgress } from '../job/job-progress.tsx';
import { sentenceOf } from '../job/job-say.tsx';
import { JobStages } from '../job/job-stages.tsx';
import { job as jobWords } from '../messages/job.ts';
import { restore } from '../messages/restore.ts';
import { undo } from '../messages/undo.ts';
import { Async } from '../ui/async.tsx';
import { Banner } from '../ui/banner.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { UndoHead } from '../undo/undo-head.tsx';
import { phaseOfRun } from './phase-of-run.ts';
import { WizardPage } from './wizard-page.tsx';

const words = restore.run;

/** The last screen: what the restore does now, and what that means for the installation. */
export function RunPage({ jobId }: { jobId: string }) {
  const query = useJob(jobId);
  return (
    <Async query={query} label={jobWords.loading}>
      {(job) => <Content job={job} />}
    </Async>
  );
}

function Content({ job }: { job: Job }) {
  const router = useRouter();
  const ended = hasEnded(job);
  const done = job.state === 'succeeded' && job.side === 'new';
  useEffect(() => {
    if (done) router.replace(`/jobs/${job.id}/result`);
  }, [done, job.id, router]);
  return (
    <Frame job={job}>
      {ended ? <Ended job={job} /> : <JobProgress job={job} withStage />}
      {job.startedAt ? (
        <Section label={words.where} full>
          <JobPicture job={job} />
        </Section>
      ) : null}
      <Section label={words.stages} full>
        <JobStages job={job} />
      </Section>
      <div className="wizard-foot">
        {ended ? null : <CancelJob job={job} />}
        <div className="end">
          {ended ? null : <span className="note">{words.mayClose}</span>}
          <ButtonLink look="quiet" href={`/jobs/${job.id}`}>
            {words.log}
          </ButtonLink>
        </div>
      </div>
    </Frame>
  );
}

/** A restore's last screen, or the same for an undo, which has no screens before it. */
function Frame({ job, children }: { job: Job; children: ReactNode }) {
  const phase = phaseOfRun(job);
  if (job.kind === 'undo') {
    return (
      <>
        <UndoHead back={null} />
        <div className="lead">
          <p className="say-main step">
            <Rich text={sentenceOf(job)} />
          </p>
          <p className="say second">
            <Rich text={undo.run[phase]} />
          </p>
        </div>
        {children}
      </>
    );
  }
  return (
    <WizardPage step={4} id={null} say={sentenceOf(job)} second={words[phase]}>
      {children}
    </WizardPage>
  );
}

function Ended({ job }: { job: Job }) {
  return (
    <div className="stack pb-6">
      {job.error ? (
        <Banner tone="danger" inset>
          <p>
            <b>{job.error.title}</b> {job.error.cause}
          </p>
          <p>
            <Rich text={job.error.remedy} /> <code className="quiet">{job.error.code}</code>
          </p>
        </Banner>
      ) : null}
      <p className="cols">
        {job.side === 'new' ? (
          <ButtonLink look="primary" href={`/jobs/${job.id}/result`}>
            {words.result}
          </ButtonLink>
        ) : null}
        {job.kind === 'restore' && job.archiveId ? (
          <ButtonLink href={`/restore/${job.archiveId}/plan`}>{words.again}</ButtonLink>
        ) : null}
        <ButtonLink href="/" look="quiet">
          {words.overview}
        </ButtonLink>
      </p>
    </div>
  );
}
