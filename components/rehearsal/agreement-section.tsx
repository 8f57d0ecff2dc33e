import { Check, CircleQuestionMark, OctagonX } from 'lucide-react';
import { rehearsal as words } from '../messages/rehearsal.ts';
import { Row, RowList } from '../ui/row-list.tsx';
import { Section } from '../ui/section.tsx';
import type { Report } from './types.ts';

/** The profile's rule, tried on the scratch pair: names from files, names from rows. */
export function AgreementSection({ agreement }: { agreement: NonNullable<Report['checked']['agreement']> }) {
  const { name, holds, files, onlyFiles, onlyRows, problem } = agreement;
  const sign =
    holds === null
      ? ({ icon: CircleQuestionMark, tone: 'quiet' } as const)
      : holds
        ? ({ icon: Check, tone: 'ok' } as const)
        : ({ icon: OctagonX, tone: 'danger' } as const);
  const lines = [
    holds ? words.holds(files, name) : '',
    holds === null ? words.notAsked(problem ?? '') : '',
    onlyFiles.count > 0 ? words.onlyInFiles(onlyFiles.names, onlyFiles.count) : '',
    onlyRows.count > 0 ? words.onlyInRows(onlyRows.names, onlyRows.count) : '',
  ].filter(Boolean);
  return (
    <Section id="agreement" label={words.agreement} small={words.agreementSmall(name)}>
      <RowList className="hang">
        {lines.map((line) => (
          <Row key={line} {...sign}>
            <p className="ink">{line}</p>
          </Row>
        ))}
      </RowList>
    </Section>
  );
}
