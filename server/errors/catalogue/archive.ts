import type { ErrorEntry } from '../error.ts';

export const archive = {} as const satisfies Record<string, ErrorEntry>;
