import type { ErrorEntry } from '../error.ts';

export const rehearsal = {
  'rehearsal.no-image': {
    title: 'There is no PostgreSQL {major} to rehearse archive {archive} with.',
    cause:
      'A rehearsal loads the dump into a server of the database’s own image. The installation does not run here with PostgreSQL {major} or newer, and the image that the archive names ({image}) is not on this Docker host. Nothing was changed.',
    remedy:
      'Bring the image onto this host (docker pull or docker load {image}), or start the installation; then rehearse again.',
    exit: 3,
  },
  'rehearsal.no-space': {
    title: 'A rehearsal of archive {archive} needs {needed} bytes, and Docker’s disk has {free} free.',
    cause: 'A rehearsal builds the whole archive once more beside the installation. Nothing was changed.',
    remedy: 'Make room on the disk that holds Docker’s volumes, or rehearse a smaller archive.',
    exit: 3,
  },
  'rehearsal.failed': {
    title: 'Archive {archive} did not pass its rehearsal: {why}',
    cause:
      'It was restored into scratch volumes and a scratch database, which were removed. The installation was not touched.',
    remedy: 'Do not rely on this archive. Read the report, verify the archives before it, and make a new backup.',
    exit: 1,
  },
  'rehearsal.interrupted': {
    title: 'The rehearsal was interrupted by a stop of Holdfast.',
    cause: 'What it had made was removed. The archive, its proof and the installation are as they were.',
    remedy: 'Rehearse it again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
