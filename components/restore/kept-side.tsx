'use client';

import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { moment, weekDay } from '../format/date.ts';
import { result as words } from '../messages/restore.ts';
import { useRefusal } from '../shell/me.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { FreeDialog } from './free-dialog.tsx';
import type { Report } from './result-page.tsx';

/** The old side beside the live data: its size, until when, and the button that gives it up. */
export function KeptSide({ report, kept }: { report: Report; kept: NonNullable<Report['kept']> }) {
  const router = useRouter();
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
        <FreeDialog
          jobId={report.jobId}
          bytes={kept.bytes}
          open={open}
          onClose={() => setOpen(false)}
          onStarted={(job) => router.push(`/jobs/${job}`)}
        />
      </div>
    </Section>
  );
}
