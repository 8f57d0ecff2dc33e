import { offersNoStart } from './offers-no-start.ts';
import type { UndoPlan } from './types.ts';

/** Whether the undo can be done as it is planned, or a choice on its page may lift all that stands against it. */
export function isOpen(plan: Pick<UndoPlan, 'versions' | 'findings'>): boolean {
  const against = plan.findings.filter(({ level }) => level === 'refuse');
  return offersNoStart(plan) || against.every(({ code }) => code === 'safety.backup');
}
