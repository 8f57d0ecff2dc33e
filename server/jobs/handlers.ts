import type { JobHandler, JobKind } from './contract.ts';

/** Who does which kind of job; a kind that is missing is refused when its turn comes. */
export type Handlers = Partial<Record<JobKind, JobHandler>>;
