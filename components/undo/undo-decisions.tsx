'use client';

import { restore } from '../messages/restore.ts';
import { undo as words } from '../messages/undo.ts';
import { type Finding, Findings } from '../restore/findings.tsx';
import { ImagesChoice } from '../restore/images-choice.tsx';
import { Section } from '../ui/section.tsx';
import { offersNoStart } from './offers-no-start.ts';
import type { UndoPlan } from './types.ts';

type UndoDecisionsProps = {
  plan: UndoPlan;
  findings: Finding[];
  noStart: boolean;
  setNoStart: (noStart: boolean) => void;
};

/** What wants a look before consent; and, where the product is another one now, what should run after the swap. */
export function UndoDecisions({ plan, findings, noStart, setNoStart }: UndoDecisionsProps) {
  const choice = offersNoStart(plan);
  if (findings.length === 0 && !choice) return null;
  return (
    <Section label={words.decide} small={findings.length || undefined} tone="warn">
      <div>
        <Findings findings={findings} className="hang" />
        {choice ? (
          <div className="decisions">
            <ImagesChoice leaveStopped={noStart} change={setNoStart} />
            <p className="note">
              {restore.contents.versionHeads.now}: {plan.versions.product.live}. {words.versionHeads.kept}:{' '}
              {plan.versions.product.kept}.
            </p>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
