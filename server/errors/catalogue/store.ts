import type { ErrorEntry } from '../error.ts';

export const store = {
  'store.migration-failed': {
    title: 'Holdfast could not bring its own database up to date: {detail}',
    cause:
      'The file holdfast.sqlite in the state folder is damaged, full, or was written by a newer Holdfast. It was left as it was.',
    remedy:
      'Free space on the disk, or start the version of Holdfast that wrote it. Your archives are not in this file.',
    exit: 1,
  },
  'store.unknown': {
    title: 'There is no {what} {id}.',
    cause: 'It was deleted, or the name is mistyped.',
    remedy: 'Look at the list for what there is, and use the name as it stands there.',
    exit: 2,
  },
} as const satisfies Record<string, ErrorEntry>;
