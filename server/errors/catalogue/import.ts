import type { ErrorEntry } from '../error.ts';

const cleared = 'The upload was not taken in and has been cleared away; archives and installation are as they were.';
const again =
  'Download the archive again from where it was made, compare the file’s size and SHA-256, and upload it again.';

export const imports = {
  'import.not-an-archive': {
    title: 'The uploaded file is not an archive of Holdfast: {detail}.',
    cause: cleared,
    remedy:
      'Upload the .tar file that Holdfast’s “Download” or “holdfast download” gave, as it is: not unpacked, not compressed.',
    exit: 3,
  },
  'import.truncated': {
    title: 'The uploaded file ends too early: {detail}.',
    cause: `A copy or a download was cut before its end. ${cleared}`,
    remedy: again,
    exit: 3,
  },
  'import.incomplete': {
    title: 'The uploaded archive lacks {part}.',
    cause: `Its manifest names a file that is not in it. ${cleared}`,
    remedy: again,
    exit: 3,
  },
  'import.altered': {
    title: 'The uploaded archive was altered: {part} ({detail}).',
    cause: `This part is not what was sealed. ${cleared}`,
    remedy: `${again} If it is the same again, the source is damaged or somebody changed it: do not use it.`,
    exit: 3,
  },
  'import.unsafe': {
    title: 'The uploaded archive would write where it may not: {detail}.',
    cause: `It holds names, links or devices that lead out of their place. No archive that Holdfast made does. ${cleared}`,
    remedy: 'Do not use this file. Ask whoever gave it to you where it comes from.',
    exit: 3,
  },
  'import.contradicts': {
    title: 'The uploaded archive contradicts itself: {detail}.',
    cause: `Its manifest says what its files do not bear out. ${cleared}`,
    remedy: 'Use an archive of another time. If this one was made by Holdfast, report it: it is a defect.',
    exit: 3,
  },
  'import.too-new': {
    title: 'The uploaded archive has format version {version}, and this Holdfast reads {known}.',
    cause: `A newer Holdfast made it. ${cleared}`,
    remedy: 'Update Holdfast here and upload it again.',
    exit: 3,
  },
  'import.id-taken': {
    title: 'Another archive has the id {archive} already.',
    cause: `The uploaded one bears the same id and is not the same: one of the two was altered or made up. ${cleared}`,
    remedy: 'Verify the archive in the store. If you trust the uploaded one instead, delete the other first.',
    exit: 3,
  },
  'import.no-space': {
    title: 'The store has {free} free and needs {needed} to read the upload.',
    cause:
      'An upload is unpacked beside its file while it is checked. Nothing was taken in; the uploaded file is kept for a day.',
    remedy:
      'Delete archives that are not needed any more, or make the store’s disk larger, and check the upload again.',
    exit: 3,
  },
  'import.interrupted': {
    title: 'Checking the upload was interrupted, and its file is gone.',
    cause: 'Holdfast was stopped in the middle. Nothing of the upload was taken in.',
    remedy: 'Upload the file again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
