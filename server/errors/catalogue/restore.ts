import type { ErrorEntry } from '../error.ts';

export const restore = {
  'restore.refused': {
    title: 'The restore was refused: {findings}',
    cause: 'The look at the archive and the installation found what stands against it. Nothing was changed.',
    remedy: '{remedies}',
    exit: 3,
  },
  'restore.undecided': {
    title: 'It cannot be told which side of restore {job} holds: {found}.',
    cause:
      'The installation looks like nothing that a restore leaves behind, so somebody or something else changed it meanwhile. Holdfast touched nothing further; old and new data are both still there.',
    remedy:
      'Look into the volumes’ directories (_data, .holdfast-{job}.new, .holdfast-{job}.old) and the list of databases. Bring them to one side by hand, then restart Holdfast: it looks again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
