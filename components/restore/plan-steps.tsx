import { ListChecks } from 'lucide-react';
import { restore } from '../messages/restore.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import type { Plan } from './use-plan.ts';

export function PlanSteps({ steps, note = restore.plan.stepsNote }: { steps: Plan['steps']; note?: string }) {
  return (
    <div>
      <p className="note">{note}</p>
      <RowList>
        {steps.map((step) => (
          <Row key={step.id} icon={ListChecks}>
            <p className="ink">{step.text}</p>
            {step.commands.length > 0 ? <CodeBlock label={step.text} text={step.commands.join('\n')} /> : null}
          </Row>
        ))}
      </RowList>
    </div>
  );
}
