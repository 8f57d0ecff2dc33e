import type { Outputs } from '../api/trpc.ts';

export type UndoPlan = Outputs['restores']['undoPlan'];
