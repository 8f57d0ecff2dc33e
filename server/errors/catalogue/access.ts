import type { ErrorEntry } from '../error.ts';

export const access = {} as const satisfies Record<string, ErrorEntry>;
