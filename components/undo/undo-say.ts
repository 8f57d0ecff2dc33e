import { moment, msOf } from '../format/date.ts';
import { roughly } from '../format/duration.ts';
import { undo as words } from '../messages/undo.ts';
import { totalsOf } from './losses.ts';
import type { UndoChoices, UndoPlan } from './types.ts';

/** What goes, for how long it is down, and until when it is possible. */
export function undoSummary(plan: UndoPlan, { safety, noStart }: UndoChoices, now: number): string {
  const { inserted, updated, deleted, entries, known } = totalsOf(plan.loses);
  const rows = inserted + updated + deleted;
  const span = roughly(Math.max(1000, now - msOf(plan.committedAt)));
  const goes = !known
    ? words.sinceUnknown(span)
    : rows + entries === 0
      ? words.sinceNothing(span)
      : words.since(span, rows, entries);
  return [
    goes,
    plan.downtimeMs > 0 ? (noStart ? words.staysDown : words.down(plan.downtimeMs)) : '',
    safety ? words.backup : '',
    plan.undoUntil ? words.possible(moment(plan.undoUntil)) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
