export const errors = {
  meaning: 'What it means.',
  remedy: 'What to do.',
  retry: 'Try again',
} as const;
