'use client';

import { Check } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { clock } from '../format/date.ts';
import { restore } from '../messages/restore.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Check as CheckField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { WizardFoot } from '../ui/wizard.tsx';
import { type Choices, screenAddress } from './choices.ts';
import { type Finding, Findings } from './findings.tsx';
import { ImagesChoice } from './images-choice.tsx';
import { Planned } from './planned.tsx';
import { RemedyButton } from './remedy-button.tsx';
import { remedyOf } from './remedy-of.ts';
import { useChoices } from './use-choices.ts';
import type { Plan, usePlan } from './use-plan.ts';
import { WizardPage } from './wizard-page.tsx';

const words = restore.preflight;

export function PreflightPage({ id }: { id: string }) {
  return (
    <Planned id={id} step={2}>
      {(plan, query) => <Content id={id} plan={plan} query={query} />}
    </Planned>
  );
}

function Content({ id, plan, query }: { id: string; plan: Plan; query: ReturnType<typeof usePlan> }) {
  const choices = useChoices();
  const change = useChangeChoices(id);
  const of = (level: Finding['level']) => plan.findings.filter((finding) => finding.level === level);
  const [refused, decide, passed] = [of('refuse'), of('warn'), of('pass')];
  const act = (finding: Finding) => {
    const remedy = remedyOf(finding, plan);
    return remedy ? <RemedyButton remedy={remedy} project={plan.project} /> : null;
  };
  const stop = query.isPlaceholderData ? words.checkingAgain : stopOf(plan, choices);
  return (
    <WizardPage
      step={2}
      id={id}
      say={words.say(refused.length, decide.length)}
      second={words.checkedAt(clock(query.dataUpdatedAt))}
    >
      {refused.length > 0 ? (
        <Section label={words.refused} small={refused.length} tone="danger">
          <Findings findings={refused} act={act} className="hang" />
        </Section>
      ) : null}
      {decide.length > 0 || plan.foreign || otherImages(plan) || safetyInQuestion(plan) ? (
        <Section label={words.decide} small={decide.length || undefined} tone="warn">
          <div>
            <Findings findings={decide} act={act} className="hang" />
            <Decisions plan={plan} choices={choices} change={change} />
          </div>
        </Section>
      ) : null}
      <Section label={words.passed} small={passed.length} tone="ok">
        <Passed findings={passed} />
      </Section>
      <WizardFoot back={screenAddress(id, 'contents', choices)} note={stop ?? words.next} noteId="preflight-note">
        <Button large onClick={() => void query.refetch()} busy={query.isFetching ? words.checking : null}>
          {words.again}
        </Button>
        {stop ? (
          <Button large why={stop} whyId="preflight-note">
            {words.button}
          </Button>
        ) : (
          <ButtonLink look="primary" large href={screenAddress(id, 'plan', choices)}>
            {words.button}
          </ButtonLink>
        )}
      </WizardFoot>
    </WizardPage>
  );
}

/** Why it does not go on; null when nothing stands in the way and everything is decided. */
function stopOf(plan: Plan, choices: Choices): string | null {
  if (!plan.allowed) return words.stop;
  return plan.foreign && !choices.trustForeign ? words.decideFirst : null;
}

/** Where the archive is of another product version, other images may have to come first. */
function otherImages({ versions: { product } }: Plan): boolean {
  return product.archive !== null && product.live !== null && product.archive !== product.live;
}

/** The store has no space for a safety backup, or it was switched off: whether to go on without one stands here. */
function safetyInQuestion({ findings }: Plan): boolean {
  return findings.some(({ code, level }) => code === 'safety.backup' && level !== 'pass');
}

function Decisions({ plan, choices, change }: { plan: Plan; choices: Choices; change: (choices: Choices) => void }) {
  return (
    <div className="decisions">
      {plan.foreign ? (
        <CheckField
          checked={choices.trustForeign}
          onChange={(event) => change({ ...choices, trustForeign: event.target.checked })}
          small={words.foreignSmall}
        >
          {words.foreign}
        </CheckField>
      ) : null}
      {safetyInQuestion(plan) ? (
        <CheckField
          checked={!choices.safetyBackup}
          onChange={(event) => change({ ...choices, safetyBackup: !event.target.checked })}
          small={words.noSafetySmall}
        >
          {words.noSafety}
        </CheckField>
      ) : null}
      {otherImages(plan) ? (
        <ImagesChoice
          leaveStopped={choices.leaveStopped}
          change={(leaveStopped) => change({ ...choices, leaveStopped })}
        />
      ) : null}
    </div>
  );
}

function useChangeChoices(id: string): (choices: Choices) => void {
  const router = useRouter();
  return (choices) => router.replace(screenAddress(id, 'preflight', choices), { scroll: false });
}

function Passed({ findings }: { findings: Finding[] }) {
  return (
    <ul className="evidence">
      {findings.map((finding) => (
        <li key={finding.code + finding.text}>
          <Icon of={Check} tone="ok" />
          <span>{finding.text}</span>
        </li>
      ))}
    </ul>
  );
}
