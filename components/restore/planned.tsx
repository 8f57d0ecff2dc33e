'use client';

import type { ReactNode } from 'react';
import { restore as words } from '../messages/restore.ts';
import { Async } from '../ui/async.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { type Plan, usePlan } from './use-plan.ts';
import { WizardPage } from './wizard-page.tsx';

/** A screen that needs the plan: says that it is being looked for, or what stands in the way of looking. */
export function Planned({
  id,
  step,
  children,
}: {
  id: string;
  step: number;
  children: (plan: Plan, query: ReturnType<typeof usePlan>) => ReactNode;
}) {
  const query = usePlan(id);
  if (query.data) return children(query.data, query);
  return (
    <WizardPage
      step={step}
      id={id}
      say={query.error ? '' : words.looking}
      second={query.error ? undefined : words.lookingNote}
    >
      <Async query={query} label={words.looking} skeleton={<SkeletonRows />}>
        {() => null}
      </Async>
    </WizardPage>
  );
}
