import type { ErrorEntry } from '../error.ts';

export const archive = {
  'archive.unknown': {
    title: 'There is no archive {archive} in the store.',
    cause: 'It was deleted, or its id is mistyped. Nothing was changed.',
    remedy: 'Look at the list of archives (holdfast list) and use an id from it.',
    exit: 2,
  },
  'archive.exists': {
    title: 'The store has an archive {archive} already.',
    cause: 'An archive is never written over. What was being made has been cleared away.',
    remedy: 'Run the job again: it takes a new id.',
    exit: 1,
  },
  'archive.broken': {
    title: 'The archive {archive} is not whole: {why}.',
    cause:
      'A file of the store was changed, cut or removed after the archive had been sealed: by hand, or by a failing disk.',
    remedy: 'Do not restore from it. Verify the other archives, look at the disk’s health, and make a new backup.',
    exit: 1,
  },
  'archive.layer-missing': {
    title: 'The layer {layer} is not in the store.',
    cause:
      'The archive would name a part that does not exist. It was not sealed, and what was written has been cleared away.',
    remedy: 'Run the backup again; with --full it makes new layers and needs none of the old ones.',
    exit: 1,
  },
  'archive.written-wrong': {
    title: 'What was written to the store is not what was read: {file}.',
    cause:
      'The file in the store has another size than the one that was written. The disk may be full or failing. The archive was not sealed.',
    remedy: 'Look at the free space and the disk’s health, then run the backup again.',
    exit: 1,
  },
  'archive.pinned': {
    title: 'The archive {archive} is pinned.',
    cause: 'A pin keeps an archive from being deleted. Nothing was changed.',
    remedy: 'Take the pin off first, if it really may go.',
    exit: 3,
  },
  'archive.in-use': {
    title: 'The archive {archive} is in use by a job ({kind}).',
    cause: 'Deleting it now would pull it from under that job. Nothing was changed.',
    remedy: 'Wait until the job has ended, or cancel it, then delete the archive.',
    exit: 3,
  },
  'archive.verify-interrupted': {
    title: 'Verifying was interrupted by a stop of Holdfast.',
    cause: 'The archive was only being read. It and its proof are as they were.',
    remedy: 'Verify it again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
