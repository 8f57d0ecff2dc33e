import type { ErrorEntry } from '../error.ts';

export const files = {
  'files.no-volume': {
    title: 'Archive {archive} has no volume {volume}.',
    cause: 'Neither the name nor the compose key of one of its volumes is that.',
    remedy: 'holdfast files {archive} lists the volumes.',
    exit: 2,
  },
  'files.no-such-path': {
    title: 'There is no {path} in volume {volume}.',
    cause:
      'The archive’s list of files does not name it. Names are escaped: a backslash is doubled, and odd bytes are written as \\ooo.',
    remedy: 'Give the path as the listing of its folder shows it.',
    exit: 2,
  },
  'files.no-space': {
    title: 'Bringing it out needs {needed} bytes in the store, and {free} are free.',
    cause: 'A part of an archive is brought out of its layers before it is handed out. Nothing was changed.',
    remedy: 'Make room in the store, or choose a smaller part.',
    exit: 3,
  },
  'files.damaged': {
    title: 'What came out of archive {archive} is not what its list of files says: {what}.',
    cause: 'It was compared before it was handed out, and has been thrown away.',
    remedy: 'Verify the archive. The file system that holds Docker’s volumes may lack attributes that the files had.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
