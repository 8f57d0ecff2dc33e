/** What a verdict is called, and what it means in one sentence. */
export const verdicts = {
  guaranteed: { word: 'Guaranteed', meaning: 'Every writer was held, and nothing moved while the archive was taken.' },
  consistent: {
    word: 'Consistent',
    meaning: 'Nothing was held; it was observed that nothing moved from start to end.',
  },
  changed: { word: 'Changed', meaning: 'Something moved while the archive was taken. It is named below.' },
  unknown: { word: 'Unknown', meaning: 'The evidence could not be had, so nothing is claimed.' },
} as const;

export const proofs = {
  none: 'Not yet',
  verified: 'Verified',
  rehearsed: 'Rehearsed',
  restored: 'Restored',
  failed: 'Failed',
} as const;

export const triggers = { manual: 'By hand', api: 'API', schedule: 'Schedule', safety: 'Before a restore' } as const;

export const origins = {
  here: 'made here',
  imported: 'uploaded, made here',
  foreign: 'uploaded, made elsewhere',
} as const;
