'use client';

import { exactMoment } from '../format/date.ts';
import { restore } from '../messages/restore.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { WizardFoot } from '../ui/wizard.tsx';
import { ChangesTable } from './changes-table.tsx';
import { screenAddress } from './choices.ts';
import { PartsChoice } from './parts-choice.tsx';
import { Planned } from './planned.tsx';
import { useChoices } from './use-choices.ts';
import type { Plan } from './use-plan.ts';
import { VersionsTable } from './versions-table.tsx';
import { WizardPage } from './wizard-page.tsx';

const words = restore.contents;

export function ContentsPage({ id }: { id: string }) {
  const choices = useChoices();
  return (
    <Planned id={id} step={1}>
      {(plan, query) => (
        <WizardPage
          step={1}
          id={id}
          say={words.say(plan.archive.project, exactMoment(plan.archive.createdAt))}
          second={originSentence(plan)}
          links={{ archive: `/archives/${id}` }}
        >
          <Section label={restore.parts.section} tone={plan.only ? 'warn' : undefined}>
            <PartsChoice id={id} plan={plan} />
          </Section>
          <Section label={words.versions} full>
            <VersionsTable plan={plan} />
          </Section>
          <Section label={words.changes} aside={words.changesAside} full>
            <ChangesTable plan={plan} />
          </Section>
          <WizardFoot back={`/restore?archive=${id}`} note={query.isPlaceholderData ? words.again : words.next}>
            <ButtonLink look="primary" large href={screenAddress(id, 'preflight', choices)}>
              {words.button}
            </ButtonLink>
          </WizardFoot>
        </WizardPage>
      )}
    </Planned>
  );
}

function originSentence({ archive, foreign }: Plan): string {
  const read = archive.proof === 'none' || archive.proof === 'failed' ? words.notRead : words.whole;
  return `${read} ${foreign ? words.theirs : words.ours}`;
}
