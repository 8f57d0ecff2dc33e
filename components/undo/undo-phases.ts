import { restore } from '../messages/restore.ts';
import { undo as words } from '../messages/undo.ts';
import { type Phase, safetyPhase } from '../restore/plan-axis.ts';
import type { UndoChoices, UndoPlan } from './types.ts';

/** An undo in time: a backup of now, if it is wanted and its length is known, then one stretch of being down. */
export function undoPhases({ safetyBackupMs, downtimeMs }: UndoPlan, { safety, noStart }: UndoChoices): Phase[] {
  const before = safety ? (safetyBackupMs ?? 0) : 0;
  const backup = { name: safetyPhase, text: restore.plan.safety, fromMs: 0, toMs: before, down: false };
  const swap = {
    name: noStart ? words.phase.stopAndSwap : words.phase.swap,
    text: '',
    fromMs: before,
    toMs: before + downtimeMs,
    down: true,
  };
  return [...(before > 0 ? [backup] : []), swap];
}
