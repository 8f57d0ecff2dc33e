import type { Outputs } from '../api/trpc.ts';

export type Comparison = Outputs['compare']['get'];
export type FileDifference = Outputs['compare']['files']['entries'][number];
