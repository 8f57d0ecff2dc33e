import type { ErrorEntry } from '../error.ts';

export const restore = {} as const satisfies Record<string, ErrorEntry>;
