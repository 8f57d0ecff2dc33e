import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ButtonLink } from './button.tsx';

export type WizardStep = { name: string; href: string | null };

/** Five words over a rule; what is done is a link, the accent marks the present one. On the phone: "Step 4 of 5". */
export function Stepper({ steps, now, label }: { steps: WizardStep[]; now: number; label: string }) {
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => {
        const done = index < now;
        return (
          <li
            key={step.name}
            data-n={index + 1}
            className={done ? 'done' : index === now ? 'now' : undefined}
            aria-current={index === now ? 'step' : undefined}
          >
            {done && step.href ? <Link href={step.href}>{step.name}</Link> : step.name}
          </li>
        );
      })}
    </ol>
  );
}

export function WizardFoot({
  back,
  note,
  noteId,
  children,
}: {
  back?: string | null;
  note?: ReactNode;
  noteId?: string;
  children: ReactNode;
}) {
  return (
    <div className="wizard-foot">
      {back ? (
        <ButtonLink href={back} icon={ChevronLeft}>
          Back
        </ButtonLink>
      ) : null}
      <div className="end">
        {note ? (
          <span className="note" id={noteId}>
            {note}
          </span>
        ) : null}
        {children}
      </div>
    </div>
  );
}
