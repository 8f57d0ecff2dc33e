import { Check, CircleQuestionMark, TriangleAlert } from 'lucide-react';
import { evidence as words } from '../messages/evidence.ts';
import { verdicts } from '../messages/verdicts.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Rich } from '../ui/rich.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { Section } from '../ui/section.tsx';
import { evidenceFacts } from './evidence-facts.ts';
import type { ArchiveDetail } from './types.ts';

const signs = { ok: Check, warn: TriangleAlert, quiet: CircleQuestionMark } as const;

/** What was compared, and what it says: reasons against first, then each fact; in full on demand. */
export function EvidenceSection({ archive }: { archive: Pick<ArchiveDetail, 'verdict' | 'reasons' | 'evidence'> }) {
  const facts = evidenceFacts(archive.evidence);
  const doubts = archive.verdict === 'guaranteed' || archive.verdict === 'consistent' ? [] : archive.reasons;
  const sorted = [...facts.filter((fact) => fact.tone !== 'ok'), ...facts.filter((fact) => fact.tone === 'ok')];
  return (
    <Section id="evidence" label={words.title[archive.verdict]} aside={words.aside} full>
      <p className="note">{verdicts[archive.verdict].meaning}</p>
      <RowList>
        {doubts.map((reason) => (
          <Row key={reason.code + reason.text} icon={TriangleAlert} tone="warn">
            <p className="ink">{reason.text}</p>
          </Row>
        ))}
        {sorted.map((fact) => (
          <Row key={fact.id} icon={signs[fact.tone]} tone={fact.tone}>
            <p>
              <Rich text={fact.text} />
            </p>
            {fact.more ? <p className="quiet">{fact.more}</p> : null}
          </Row>
        ))}
      </RowList>
      <details className="full">
        <summary>{words.full}</summary>
        <div className="mt-3">
          <CodeBlock plain label={words.fullLabel} text={JSON.stringify(archive.evidence, null, 2)} />
        </div>
      </details>
    </Section>
  );
}
