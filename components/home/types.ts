import type { Outputs } from '../api/trpc.ts';

export type Home = Outputs['home']['get'];
export type Last = NonNullable<Home['last']>;
export type Day = Home['days'][number];
