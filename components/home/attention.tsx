'use client';

import { HardDrive, List, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { nearMoment } from '../format/date.ts';
import { home as words } from '../messages/home.ts';
import { shell } from '../messages/shell.ts';
import { useNotices } from '../shell/notices.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Rich } from '../ui/rich.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { Section } from '../ui/section.tsx';
import type { Home } from './types.ts';

/** First on Home, gravest first: one sentence of fact, one of meaning, one button. Empty: the section goes. */
export function Attention({ home }: { home: Home }) {
  const rows = [...problems(home), ...useOpenSteps()];
  if (rows.length === 0) return null;
  return (
    <Section label={words.sections.attention} small={words.things(rows.length)} tight>
      <RowList className="hang">{rows}</RowList>
    </Section>
  );
}

function problems({ lastFailed, last, rehearsed, installation, store }: Home): ReactNode[] {
  const text = words.attention;
  const rows: ReactNode[] = [];
  if (lastFailed) {
    const at = nearMoment(lastFailed.finishedAt ?? lastFailed.createdAt, Date.now());
    rows.push(
      <Row
        key="failed"
        icon={OctagonX}
        tone="danger"
        act={<ButtonLink href={`/jobs/${lastFailed.id}`}>{text.showJob}</ButtonLink>}
      >
        <p>
          <Rich text={text.failed(at, lastFailed.error?.title ?? '')} />
        </p>
      </Row>,
    );
  }
  if (last?.proof === 'failed') {
    rows.push(
      <Row
        key="damaged"
        icon={OctagonX}
        tone="danger"
        act={<ButtonLink href={`/archives/${last.id}`}>{text.openArchive}</ButtonLink>}
      >
        <p>
          <Rich text={text.damaged} />
        </p>
      </Row>,
    );
  }
  if (rehearsed && !rehearsed.passed) {
    rows.push(
      <Row
        key="rehearsal"
        icon={OctagonX}
        tone="danger"
        act={<ButtonLink href={`/archives/${rehearsed.archiveId}/rehearsal`}>{text.openReport}</ButtonLink>}
      >
        <p>
          <Rich text={text.unrestorable(rehearsed.at ? nearMoment(rehearsed.at, Date.now()) : '')} />
        </p>
      </Row>,
    );
  }
  if (installation && installation.state !== 'running') {
    rows.push(
      <Row key="state" icon={TriangleAlert} tone="warn">
        <p>
          <Rich text={text.notRunning(shell.states[installation.state])} />
        </p>
      </Row>,
    );
  }
  if (last && store.freeBytes < 2 * last.bytes) {
    rows.push(
      <Row key="space" icon={HardDrive} tone="warn" act={<ButtonLink href="/archives">{text.manage}</ButtonLink>}>
        <p>
          <Rich text={text.lowSpace(store.freeBytes, last.bytes)} />
        </p>
      </Row>,
    );
  }
  return rows;
}

function useOpenSteps(): ReactNode[] {
  const { notices } = useNotices();
  return (notices?.openSteps ?? []).map((steps) => (
    <Row
      key={steps.jobId}
      icon={List}
      act={<ButtonLink href={`/jobs/${steps.jobId}/result#steps`}>{words.attention.goToSteps}</ButtonLink>}
    >
      <p>
        <Rich text={words.attention.steps(steps.open, steps.total, steps.next)} />
      </p>
    </Row>
  ));
}
