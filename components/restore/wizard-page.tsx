'use client';

import type { ReactNode } from 'react';
import { restore as words } from '../messages/restore.ts';
import { useInstallation } from '../shell/installation.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { PresentMoment } from '../ui/present-moment.tsx';
import { Rich } from '../ui/rich.tsx';
import { Stepper } from '../ui/wizard.tsx';
import { screenAddress } from './choices.ts';
import { useChoices } from './use-choices.ts';

type WizardPageProps = {
  /** 0 to 4 */
  step: number;
  /** The archive; null before one is chosen and on the last screen. */
  id: string | null;
  say: string;
  second?: string;
  links?: Record<string, string>;
  children: ReactNode;
};

/** The frame of the five screens: nothing starts before the last. */
export function WizardPage({ step, id, say, second, links, children }: WizardPageProps) {
  const { project } = useInstallation();
  const choices = useChoices();
  const name = project ?? '';
  useTitle(words.steps[step], words.title(name));
  const address = (screen: 'contents' | 'preflight' | 'plan') => (id ? screenAddress(id, screen, choices) : null);
  const hrefs = [
    id ? `/restore?archive=${id}` : '/restore',
    address('contents'),
    address('preflight'),
    address('plan'),
    null,
  ];
  return (
    <>
      <PageHead
        title={words.title(name)}
        meta={<PresentMoment />}
        actions={
          <ButtonLink href="/" look="quiet">
            {words.leave}
          </ButtonLink>
        }
      />
      <Stepper
        now={step}
        label={words.stepLabel(step + 1)}
        steps={words.steps.map((stepName, index) => ({ name: stepName, href: hrefs[index] ?? null }))}
      />
      <div className="lead">
        <p className="say-main step">
          <Rich text={say} links={links} />
        </p>
        {second ? (
          <p className="say second">
            <Rich text={second} links={links} />
          </p>
        ) : null}
      </div>
      {children}
    </>
  );
}
