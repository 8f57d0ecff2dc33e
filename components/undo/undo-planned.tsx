'use client';

import { Check } from 'lucide-react';
import { useNow } from '../api/use-now.ts';
import { Axis } from '../axis/axis.tsx';
import { AxisKey } from '../axis/axis-key.tsx';
import { moment, shortMoment } from '../format/date.ts';
import { axis } from '../messages/axis.ts';
import { restore } from '../messages/restore.ts';
import { undo as words } from '../messages/undo.ts';
import { type Finding, Findings } from '../restore/findings.tsx';
import { downEnlargement, planPanel } from '../restore/plan-axis.ts';
import { PlanSteps } from '../restore/plan-steps.tsx';
import { Check as CheckField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import type { UndoPlan } from './types.ts';
import { UndoConsent } from './undo-consent.tsx';
import { UndoDecisions } from './undo-decisions.tsx';
import { undoPhases } from './undo-phases.ts';
import { undoSummary } from './undo-say.ts';
import { WhatGoes } from './what-goes.tsx';

type UndoPlannedProps = {
  plan: UndoPlan;
  noStart: boolean;
  setNoStart: (noStart: boolean) => void;
  safety: boolean;
  setSafety: (safety: boolean) => void;
  /** False while the plan of another choice is being made. */
  settled: boolean;
};

export function UndoPlanned({ plan, noStart, setNoStart, safety, setSafety, settled }: UndoPlannedProps) {
  const now = useNow(30_000);
  // What goes stands first and in full: not again among what wants a decision.
  const of = (level: Finding['level']) =>
    plan.findings.filter((finding) => finding.level === level && finding.code !== 'undo.loses');
  const phases = undoPhases(plan, { safety, noStart });
  const at = shortMoment(plan.committedAt);
  return (
    <>
      <div className="lead large">
        <p className="say-main">
          <Rich text={words.say(plan.project, at, plan.takesBack)} />
        </p>
        <p className="say mt-4">
          <Rich text={undoSummary(plan, { safety, noStart }, now)} />
        </p>
      </div>
      <WhatGoes plan={plan} />
      {of('refuse').length > 0 ? (
        <Section label={words.refused} small={of('refuse').length} tone="danger">
          <Findings findings={of('refuse')} className="hang" />
        </Section>
      ) : null}
      <UndoDecisions plan={plan} findings={of('warn')} noStart={noStart} setNoStart={setNoStart} />
      <Section label={words.passed} small={of('pass').length} tone="ok">
        <ul className="evidence">
          {of('pass').map((finding) => (
            <li key={finding.code + finding.text}>
              <Icon of={Check} tone="ok" />
              <span>{finding.text}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section label={words.timeline} aside={words.timelineAside} full>
        <p className="note show-s">{axis.tap}</p>
        <figure>
          <Axis panel={planPanel(phases)} enlarged={downEnlargement(plan, phases)} />
        </figure>
        <AxisKey entries={['run', 'starting', 'work', 'down']} />
      </Section>
      {plan.steps.length > 0 ? (
        <Section label={words.after} small={plan.steps.length}>
          <PlanSteps steps={plan.steps} note={words.stepsNote} />
        </Section>
      ) : null}
      <Section label={words.way}>
        <div>
          <CheckField
            look="switch"
            checked={safety}
            onChange={(event) => setSafety(event.target.checked)}
            small={words.safetySmall(plan.safetyBackupMs, plan.undoUntil ? moment(plan.undoUntil) : null)}
          >
            {restore.plan.safety}
          </CheckField>
          {safety ? null : <p className="note warn-ink">{words.safetyOff}</p>}
        </div>
      </Section>
      <UndoConsent plan={plan} safety={safety} noStart={noStart} settled={settled} />
    </>
  );
}
