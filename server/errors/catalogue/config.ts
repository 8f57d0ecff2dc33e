import type { ErrorEntry } from '../error.ts';

export const config = {
  'config.invalid': {
    title: 'The setting {name} cannot be used: {problem}',
    cause: 'Holdfast reads its settings from environment variables and did not start with this one.',
    remedy: 'Correct the variable and start Holdfast again. The README lists all of them with examples.',
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
