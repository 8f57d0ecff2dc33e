import type { Outputs } from '../api/trpc.ts';

export type UndoPlan = Outputs['restores']['undoPlan'];

/** What its page lets choose. */
export type UndoChoices = { safety: boolean; noStart: boolean };
