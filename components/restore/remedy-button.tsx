'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hasEnded } from '../api/job-state.ts';
import { useTRPC } from '../api/trpc.ts';
import { useJob } from '../api/use-job.ts';
import { restore } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { toastError } from '../ui/toast-error.ts';
import { FreeDialog } from './free-dialog.tsx';
import type { Remedy } from './remedy-of.ts';

const words = restore.remedies;
const places = { archives: '/archives', choose: '/restore', settings: '/settings' } as const;

/** Does what a finding's remedy asks for. When its job has ended, the finding is looked at again by itself. */
export function RemedyButton({ remedy, project }: { remedy: Remedy; project: string }) {
  switch (remedy.kind) {
    case 'give-up-undo':
      return <GiveUpUndo jobId={remedy.jobId} />;
    case 'verify':
      return <Verify id={remedy.id} />;
    case 'restart':
      return <Restart project={project} service={remedy.service} />;
    case 'go':
      return <ButtonLink href={places[remedy.to]}>{words.go[remedy.to]}</ButtonLink>;
  }
}

function GiveUpUndo({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState(false);
  const [job, setJob] = useState<string | null>(null);
  const kept = useQuery(trpc.restores.report.queryOptions({ jobId })).data?.kept;
  if (!kept) return null;
  const followed = (started: string) => {
    setOpen(false);
    setJob(started);
  };
  return (
    <>
      <JobButton needs="admin" start={() => setOpen(true)} job={job} done={() => setJob(null)}>
        {words.giveUpUndo}
      </JobButton>
      <FreeDialog jobId={jobId} bytes={kept.bytes} open={open} onClose={() => setOpen(false)} onStarted={followed} />
    </>
  );
}

function Verify({ id }: { id: string }) {
  const trpc = useTRPC();
  const [job, setJob] = useState<string | null>(null);
  const verify = useMutation(
    trpc.archives.verify.mutationOptions({ onSuccess: ({ jobId }) => setJob(jobId), onError: toastError }),
  );
  const start = () => verify.mutate({ id });
  return (
    <JobButton needs="operator" start={start} asking={verify.isPending} job={job} done={() => setJob(null)}>
      {words.verify}
    </JobButton>
  );
}

function Restart({ project, service }: { project: string; service: string }) {
  const trpc = useTRPC();
  const [job, setJob] = useState<string | null>(null);
  const restart = useMutation(
    trpc.restarts.start.mutationOptions({ onSuccess: ({ jobId }) => setJob(jobId), onError: toastError }),
  );
  const start = () => restart.mutate({ project, service });
  return (
    <JobButton needs="admin" start={start} asking={restart.isPending} job={job} done={() => setJob(null)}>
      {words.restart(service)}
    </JobButton>
  );
}

type JobButtonProps = {
  needs: 'admin' | 'operator';
  start: () => void;
  asking?: boolean;
  /** What it has started, until that has ended. */
  job: string | null;
  done: () => void;
  children: string;
};

function JobButton({ needs, start, asking = false, job, done, children }: JobButtonProps) {
  const refusal = useRefusal(needs);
  return (
    <>
      <Button onClick={start} why={refusal} busy={asking || job ? words.working : null}>
        {children}
      </Button>
      {job ? <Following job={job} done={done} /> : null}
    </>
  );
}

function Following({ job, done }: { job: string; done: () => void }) {
  const client = useQueryClient();
  const { data } = useJob(job);
  const over = data !== undefined && hasEnded(data);
  useEffect(() => {
    if (!over) return;
    // One that had ended before it was watched has told nobody.
    void client.invalidateQueries();
    done();
  }, [over, client, done]);
  return null;
}
