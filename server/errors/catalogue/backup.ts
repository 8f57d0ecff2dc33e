import type { ErrorEntry } from '../error.ts';

export const backup = {} as const satisfies Record<string, ErrorEntry>;
