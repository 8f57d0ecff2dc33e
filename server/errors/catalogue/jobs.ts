import type { ErrorEntry } from '../error.ts';

export const jobs = {} as const satisfies Record<string, ErrorEntry>;
