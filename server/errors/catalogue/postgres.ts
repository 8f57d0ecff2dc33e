import type { ErrorEntry } from '../error.ts';

export const postgres = {} as const satisfies Record<string, ErrorEntry>;
