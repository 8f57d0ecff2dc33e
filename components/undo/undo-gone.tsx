'use client';

import { useQuery } from '@tanstack/react-query';
import { Archive, RotateCcw, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { useJob } from '../api/use-job.ts';
import { exactMoment, moment, shortMoment } from '../format/date.ts';
import { undo as words } from '../messages/undo.ts';
import { proofs, verdicts } from '../messages/verdicts.ts';
import { type Finding, Findings } from '../restore/findings.tsx';
import type { Report } from '../restore/result-page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { Section } from '../ui/section.tsx';
import { type EndedBy, endedBy } from './ended-by.ts';

const text = words.gone;

type UndoGoneProps = {
  report: Report;
  /** Absent: there is nothing to go back to. */
  findings?: Finding[];
  act?: (finding: Finding) => ReactNode;
};

/** The page stays where an undo can't be done: by what it ended, what is left instead, and what stands against it. */
export function UndoGone({ report, findings, act }: UndoGoneProps) {
  const ended = useEndedBy(report.jobId);
  const at = shortMoment(report.committedAt ?? '');
  const of = (level: Finding['level']) => (findings ?? []).filter((finding) => finding.level === level);
  return (
    <>
      <div className="lead large">
        <p className="say-main">
          <Rich text={findings ? text.sayNow(at) : ended?.kind === 'undone' ? text.sayUndone(at) : text.say(at)} />
        </p>
        {findings ? null : (
          <p className="say mt-4">
            <Rich text={ended ? sentenceOf(ended) : text.unknown} />
          </p>
        )}
      </div>
      {of('refuse').length > 0 ? (
        <Section label={words.refused} small={of('refuse').length} tone="danger">
          <Findings findings={of('refuse')} act={act} className="hang" />
        </Section>
      ) : null}
      <Section label={text.left}>
        <RowList className="hang">
          {ended?.kind === 'later' ? <Other id={ended.id} note={text.laterNote} /> : null}
          {ended?.kind === 'undone' ? <Other id={ended.id} note={text.undoneNote} /> : null}
          {report.safetyBackup ? <Safety id={report.safetyBackup} /> : <NoSafety />}
        </RowList>
      </Section>
    </>
  );
}

function useEndedBy(jobId: string): EndedBy | null {
  const trpc = useTRPC();
  const job = useJob(jobId).data;
  const jobs = useQuery(
    trpc.jobs.list.queryOptions({ project: job?.project, limit: 200 }, { enabled: job !== undefined }),
  ).data;
  return job && jobs ? endedBy(job, jobs.rows) : null;
}

function sentenceOf(ended: EndedBy): string {
  switch (ended.kind) {
    case 'cleared':
      return text.cleared(ended.by, moment(ended.at));
    case 'expired':
      return text.expired(moment(ended.at));
    case 'undone':
      return text.undone(moment(ended.at));
    case 'later':
      return text.later(ended.what, moment(ended.at));
  }
}

/** A later swap that can be taken back itself. */
function Other({ id, note }: { id: string; note: string }) {
  return (
    <Row icon={Undo2} act={<ButtonLink href={`/jobs/${id}/undo`}>{text.goLater}</ButtonLink>}>
      <p>{note}</p>
    </Row>
  );
}

function Safety({ id }: { id: string }) {
  const trpc = useTRPC();
  const archive = useQuery(trpc.archives.get.queryOptions({ id })).data;
  if (!archive) return <NoSafety />;
  return (
    <Row
      icon={Archive}
      act={
        <ButtonLink look="primary" icon={RotateCcw} href={`/restore/${id}/contents`}>
          {text.restoreIt}
        </ButtonLink>
      }
    >
      <p>
        <Rich text={text.safety(exactMoment(archive.createdAt))} />{' '}
        {text.safetyFacts(
          verdicts[archive.verdict].word.toLowerCase(),
          archive.proof === 'none' ? 'not read back yet' : proofs[archive.proof].toLowerCase(),
          archive.bytes,
        )}
      </p>
      <p className="quiet">{text.safetyNote}</p>
    </Row>
  );
}

function NoSafety() {
  return (
    <Row icon={Archive} act={<ButtonLink href="/archives">{text.archives}</ButtonLink>}>
      <p>
        <Rich text={text.noSafety} />
      </p>
    </Row>
  );
}
