'use client';

import { useMutation } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { moment, weekDay } from '../format/date.ts';
import { result as words } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNotice } from '../ui/error-state.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import type { Report } from './result-page.tsx';

/** The old side beside the live data: its size, until when, and the button that gives it up. */
export function KeptSide({ report, kept }: { report: Report; kept: NonNullable<Report['kept']> }) {
  const [open, setOpen] = useState(false);
  const refusal = useRefusal('admin');
  const until = report.undoUntil;
  return (
    <Section label={words.kept} small={until ? words.keptSmall(weekDay(until)) : undefined}>
      <div>
        <p className="lede">
          <Rich text={words.keptText(kept.bytes, kept.volumes.length, kept.databases.length)} />{' '}
          {until ? <Rich text={words.keptUntil(moment(until))} /> : null} {words.undoNote}{' '}
          {report.safetyBackup ? (
            <Rich text={words.safety} links={{ safety: `/archives/${report.safetyBackup}` }} />
          ) : null}
        </p>
        <p className="cols mt-4">
          <ButtonLink icon={Undo2} href={`/jobs/${report.jobId}/undo`}>
            {words.undo}
          </ButtonLink>
          <Button look="quiet" onClick={() => setOpen(true)} why={refusal}>
            {words.free}
          </Button>
        </p>
        <FreeDialog jobId={report.jobId} bytes={kept.bytes} open={open} onClose={() => setOpen(false)} />
      </div>
    </Section>
  );
}

function FreeDialog({
  jobId,
  bytes,
  open,
  onClose,
}: {
  jobId: string;
  bytes: number;
  open: boolean;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const free = useMutation(
    trpc.restores.clearKept.mutationOptions({ onSuccess: (job) => router.push(`/jobs/${job.jobId}`) }),
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.freeTitle(bytes)}
      footer={
        <>
          <Button onClick={onClose} autoFocus>
            {words.freeKeep}
          </Button>
          <Button look="danger" onClick={() => free.mutate({ jobId })} busy={free.isPending ? words.freeing : null}>
            {words.freeConfirm}
          </Button>
        </>
      }
    >
      <p>{words.freeText}</p>
      <ErrorNotice error={free.error} />
    </Dialog>
  );
}
