'use client';

import { Download } from 'lucide-react';
import type { Job } from '../api/use-job.ts';
import { AxisKey } from '../axis/axis-key.tsx';
import { clock, dayMonth, moment } from '../format/date.ts';
import { JobPicture } from '../job/job-picture.tsx';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { Findings } from '../restore/findings.tsx';
import { Button } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { saveText } from '../ui/save-text.ts';
import { Section } from '../ui/section.tsx';
import { AgreementSection } from './agreement-section.tsx';
import { ComparedTable } from './compared-table.tsx';
import { summaryOf } from './report-say.ts';
import { Says } from './says.tsx';
import type { Report } from './types.ts';
import { useRehearse } from './use-rehearse.ts';

type ReportPageProps = { report: Report; job: Job; archivedAt: string };

/** The claim in a sentence, what it proves and does not, how it went, and everything that was compared. */
export function ReportPage({ report, job, archivedAt }: ReportPageProps) {
  const passed = job.state === 'succeeded';
  const again = useRehearse(report.archiveId);
  const { checked, findings } = report;
  const of = (level: 'refuse' | 'warn') => findings.filter((finding) => finding.level === level);
  const at = `${dayMonth(archivedAt)}, ${clock(archivedAt)}`;
  return (
    <>
      <header className="page-head pt-0">
        <span className="meta">{words.meta(job.createdBy, moment(job.finishedAt ?? job.createdAt))}</span>
        <div className="actions">
          <Button
            icon={Download}
            onClick={() => saveText(`rehearsal-${report.archiveId}.json`, JSON.stringify(report, null, 2))}
          >
            {words.save}
          </Button>
          <Button onClick={again.start} why={again.why} busy={again.busy}>
            {words.again}
          </Button>
        </div>
      </header>
      <div className="lead large">
        <h1 className="say-main">
          <Rich text={passed ? words.say(at) : words.sayNot(at)} />
        </h1>
        <p className="say mt-4">
          <Rich text={summaryOf(report, job.project)} links={{ compared: '#compared', agreement: '#agreement' }} />
        </p>
      </div>
      <Doubts label={words.wrong} findings={of('refuse')} tone="danger" />
      <Doubts label={words.worth} findings={of('warn')} tone="warn" />
      <Section label={words.says}>
        <Says report={report} />
      </Section>
      <Section label={words.went} aside={words.wentAside} full>
        <JobPicture job={job} />
        <AxisKey entries={['run', 'work']} />
        <p className="note">
          {report.phases.length > 0 ? <Rich text={`${words.phases(report.phases)}. `} /> : null}
          <Rich text={words.server(report.image)} />
        </p>
      </Section>
      {checked.volumes.length + checked.databases.length > 0 ? (
        <Section id="compared" label={words.compared} small={words.comparedSmall}>
          <ComparedTable checked={checked} />
        </Section>
      ) : null}
      {checked.agreement ? <AgreementSection agreement={checked.agreement} /> : null}
    </>
  );
}

type DoubtsProps = { label: string; findings: Report['findings']; tone: 'danger' | 'warn' };

function Doubts({ label, findings, tone }: DoubtsProps) {
  if (findings.length === 0) return null;
  return (
    <Section label={label} small={findings.length} tone={tone}>
      <Findings findings={findings} className="hang" />
    </Section>
  );
}
