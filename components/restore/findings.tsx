import { Check, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Outputs } from '../api/trpc.ts';
import { Row, RowList } from '../ui/row-list.tsx';

export type Finding = Outputs['restores']['plan']['findings'][number];

const signs = {
  refuse: { icon: OctagonX, tone: 'danger' },
  warn: { icon: TriangleAlert, tone: 'warn' },
  pass: { icon: Check, tone: 'ok' },
} as const;

type FindingsProps = {
  findings: Finding[];
  /** The button that does something about a finding. */
  act?: (finding: Finding) => ReactNode;
  className?: string;
};

/** Each finding: what was found, and what to do about it. */
export function Findings({ findings, act, className }: FindingsProps) {
  if (findings.length === 0) return null;
  return (
    <RowList className={className}>
      {findings.map((finding) => (
        <Row key={finding.code + finding.text} {...signs[finding.level]} act={act?.(finding)}>
          <p>
            <Lead text={finding.text} />
          </p>
          {finding.remedy ? <p className="quiet">{finding.remedy}</p> : null}
        </Row>
      ))}
    </RowList>
  );
}

/** The first of several sentences is the fact, the rest explains it. */
function Lead({ text }: { text: string }) {
  const [, first, rest] = /^(.+?[.:])\s+(.+)$/s.exec(text) ?? [];
  if (!first) return <span className="ink">{text}</span>;
  return (
    <>
      <b>{first}</b> {rest}
    </>
  );
}
