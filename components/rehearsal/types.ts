import type { Outputs } from '../api/trpc.ts';

export type Rehearsal = NonNullable<Outputs['archives']['rehearsal']>;
export type Report = NonNullable<Rehearsal['report']>;
