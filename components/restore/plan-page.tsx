'use client';

import { useRouter } from 'next/navigation';
import { useNow } from '../api/use-now.ts';
import { Axis } from '../axis/axis.tsx';
import { AxisKey } from '../axis/axis-key.tsx';
import { hourMinute, shortMoment } from '../format/date.ts';
import { axis } from '../messages/axis.ts';
import { restore } from '../messages/restore.ts';
import { useInstallation } from '../shell/installation.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Check } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { screenAddress } from './choices.ts';
import { Consent } from './consent.tsx';
import { downEnlargement, downOf, planPanel } from './plan-axis.ts';
import { PlanSteps } from './plan-steps.tsx';
import { Planned } from './planned.tsx';
import { useChoices } from './use-choices.ts';
import type { Plan } from './use-plan.ts';
import { WhoNotices } from './who-notices.tsx';
import { WizardPage } from './wizard-page.tsx';

const words = restore.plan;

export function PlanPage({ id }: { id: string }) {
  return (
    <Planned id={id} step={3}>
      {(plan, query) => <Content id={id} plan={plan} settled={!query.isPlaceholderData} />}
    </Planned>
  );
}

function Content({ id, plan, settled }: { id: string; plan: Plan; settled: boolean }) {
  const router = useRouter();
  const choices = useChoices();
  const { safetyBackup, leaveStopped } = choices;
  const now = useNow(10_000);
  const { installation } = useInstallation();
  const title = installation?.title ?? plan.project;
  const { phases } = plan;
  const down = downOf(phases);
  const say = down
    ? leaveStopped
      ? words.sayLeft(title, hourMinute(now + down.from))
      : words.say(title, down.to - down.from, hourMinute(now + down.from))
    : plan.only
      ? words.sayPartNoDown(title, plan.downtimeMs)
      : words.sayNoDown(title);
  return (
    <WizardPage step={3} id={id} say={say} second={words.second(plan.totalMs, plan.undoDays)}>
      <Section label={words.timeline} aside={words.from(plan.estimatedFrom)} full>
        <p className="note show-s">{axis.tap}</p>
        <figure>
          <Axis panel={planPanel(phases)} enlarged={downEnlargement(plan, phases)} />
        </figure>
        <AxisKey entries={['run', 'starting', 'work', 'swap', 'down']} />
      </Section>
      <Section label={words.who}>
        <WhoNotices plan={plan} safety={safetyBackup} leaveStopped={leaveStopped} />
      </Section>
      {plan.steps.length > 0 ? (
        <Section label={words.stepsAfter} small={plan.steps.length}>
          <PlanSteps steps={plan.steps} />
        </Section>
      ) : null}
      {plan.composeFile ? (
        <Section label={words.compose} tight full>
          <details className="full">
            <summary>{words.showCompose}</summary>
            <CodeBlock label={words.compose} text={plan.composeFile} />
          </details>
        </Section>
      ) : null}
      <Section label={words.back}>
        <div>
          <Check
            look="switch"
            checked={safetyBackup}
            onChange={(event) =>
              router.replace(screenAddress(id, 'plan', { ...choices, safetyBackup: event.target.checked }), {
                scroll: false,
              })
            }
            small={words.safetySmall(plan.safetyBackupMs)}
          >
            {words.safety}
          </Check>
          {safetyBackup ? null : <p className="note warn-ink">{words.safetyOff}</p>}
        </div>
      </Section>
      <Consent id={id} plan={plan} settled={settled} at={shortMoment(plan.archive.createdAt)} />
    </WizardPage>
  );
}
