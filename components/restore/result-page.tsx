'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, Download, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { type Outputs, useTRPC } from '../api/trpc.ts';
import type { Job } from '../api/use-job.ts';
import { useJob } from '../api/use-job.ts';
import { clock, moment, shortMoment } from '../format/date.ts';
import { listOf } from '../format/number.ts';
import { job as jobWords } from '../messages/job.ts';
import { result as words } from '../messages/restore.ts';
import { RestartSection } from '../restart/restart-section.tsx';
import { useNotices } from '../shell/notices.tsx';
import { Async } from '../ui/async.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { saveText } from '../ui/save-text.ts';
import { Section } from '../ui/section.tsx';
import { CheckedTable } from './checked-table.tsx';
import { partNames } from './choices.ts';
import { KeptSide } from './kept-side.tsx';
import { ResultSteps } from './result-steps.tsx';

export type Report = Outputs['restores']['report'];

/** What a restore did, what is left to do, and what was checked. */
export function ResultPage({ jobId }: { jobId: string }) {
  const trpc = useTRPC();
  const report = useQuery(trpc.restores.report.queryOptions({ jobId }, { refetchInterval: 10_000 }));
  const job = useJob(jobId).data;
  useTitle('Restore', job?.project);
  return (
    <Async query={report} label={words.loading}>
      {(data) => (job ? <Content report={data} job={job} /> : null)}
    </Async>
  );
}

function Content({ report, job }: { report: Report; job: Job }) {
  const due = useNotices().notices?.restarts.find((one) => one.jobId === report.jobId);
  return (
    <>
      <header className="page-head">
        <Link className="crumb" href="/jobs">
          <Icon of={ChevronLeft} small />
          {words.jobs}
        </Link>
        <span className="meta">
          {(report.undoes ? words.metaUndo : words.meta)(moment(job.finishedAt ?? job.createdAt))}
        </span>
        <div className="actions">
          <Button
            icon={Download}
            onClick={() => saveText(`restore-${report.jobId}.json`, JSON.stringify(report, null, 2))}
          >
            {words.report}
          </Button>
          {report.kept ? (
            <ButtonLink icon={Undo2} href={`/jobs/${report.jobId}/undo`}>
              {words.undo}
            </ButtonLink>
          ) : null}
        </div>
      </header>
      <div className="lead large">
        <h1 className="say-main">
          <Claim report={report} project={job.project} />
        </h1>
        <p className="say mt-4">
          <Rich text={summaryOf(report, due?.required.length ?? 0)} links={{ check: '#check' }} />
        </p>
      </div>
      {job.recovered ? (
        <div className="pb-6">
          <Banner tone="info" inset>
            <p>
              <b>{jobWords.recovered}.</b> {job.recovered}
            </p>
          </Banner>
        </div>
      ) : null}
      <Section id="steps" label={words.status} small={words.stepsSmall(report.steps.length)}>
        <div>
          <p className="lede whitespace-pre-line">{beforeSteps(report.statusMessage)}</p>
          {report.steps.length > 0 ? <ResultSteps jobId={report.jobId} steps={report.steps} /> : null}
        </div>
      </Section>
      {report.side === 'new' ? (
        <RestartSection project={job.project} state={due} listed={report.restartRequired} />
      ) : null}
      {report.side === 'new' ? (
        <Section label={words.sessions}>
          <p className="lede">{words.sessionsText(report.sessionsReset.installation, report.sessionsReset.ours)}</p>
        </Section>
      ) : null}
      {compared(report) ? (
        <Section id="check" label={words.checked} small={report.undoes ? words.keptChecked : words.checkedSmall}>
          <CheckedTable checked={report.checked} undo={report.undoes !== null} />
        </Section>
      ) : null}
      {report.kept ? <KeptSide report={report} kept={report.kept} /> : null}
      {report.side === 'new' && !report.kept ? (
        <Section label={words.kept}>
          <p className="lede">
            <Rich text={words.notKept} links={{ undo: `/jobs/${report.jobId}/undo` }} />
          </p>
        </Section>
      ) : null}
    </>
  );
}

/** What holds now, in one sentence. */
function Claim({ report, project }: { report: Report; project: string }) {
  const trpc = useTRPC();
  const undone = useQuery(
    trpc.restores.report.queryOptions({ jobId: report.undoes ?? '' }, { enabled: report.undoes !== null }),
  ).data;
  if (report.side === 'old') return <Rich text={words.sayOld(project)} />;
  if (report.undoes) {
    const what = undone?.undoes ? 'undo' : 'restore';
    return <Rich text={words.sayUndone(project, what, undone?.committedAt ? shortMoment(undone.committedAt) : '')} />;
  }
  if (report.only) return <Rich text={words.sayPart(project, partsInWords(report.only), momentOf(report))} />;
  return <Rich text={words.say(project, momentOf(report))} />;
}

function partsInWords(only: readonly string[]): string {
  const { database, volumes } = partNames(only);
  return listOf([
    ...(database ? [words.partDatabase] : []),
    ...(volumes.length > 0 ? [words.partVolumes(volumes)] : []),
  ]);
}

/** The archive's id carries its moment: `YYYYMMDD-HHMMSS`, UTC. */
function momentOf({ archiveId }: Report): string {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})/.exec(archiveId) ?? [];
  const at = `${y}-${mo}-${d}T${h}:${mi}:${s}Z`;
  return Date.now() - Date.parse(at) < 86_400_000 ? clock(at) : shortMoment(at);
}

function summaryOf(report: Report, restarts: number): string {
  const { files, tables } = report.checked;
  const unequal = files.filter((one) => !one.equal).length + tables.filter((one) => !one.equal && !one.exempt).length;
  const open = report.steps.filter((step) => !step.done).length;
  const all = (items: { restored: number }[]) => items.reduce((sum, one) => sum + one.restored, 0);
  return [
    compared(report) && report.side === 'new'
      ? report.undoes
        ? words.keptIsBack(all(files), all(tables))
        : unequal === 0
          ? words.equal(all(files), all(tables))
          : words.unequal(unequal)
      : '',
    report.only ? words.notPair : '',
    report.downtimeMs === null ? '' : words.down(report.downtimeMs),
    restarts > 0 ? words.wantRestart(restarts) : '',
    open > 0 ? words.openSteps(open, report.steps.length) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Not where it was rolled back before anything was looked at. */
function compared({ checked: { files, tables } }: Report): boolean {
  return files.length + tables.length > 0;
}

/** The message repeats the steps for those who read plain text; here they stand below, to be ticked off. */
function beforeSteps(statusMessage: string): string {
  return statusMessage.split('\nTo be done now:')[0] ?? statusMessage;
}
