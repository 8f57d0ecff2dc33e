import type { ErrorEntry } from '../error.ts';
import { access } from './access.ts';
import { api } from './api.ts';
import { archive } from './archive.ts';
import { backup } from './backup.ts';
import { config } from './config.ts';
import { docker } from './docker.ts';
import { files } from './files.ts';
import { imports } from './import.ts';
import { installation } from './installation.ts';
import { jobs } from './jobs.ts';
import { postgres } from './postgres.ts';
import { rehearsal } from './rehearsal.ts';
import { restore } from './restore.ts';
import { store } from './store.ts';

const internal = {
  'internal.defect': {
    title: 'Holdfast met a defect of its own: {message}',
    cause: 'This is a mistake in Holdfast, not in your installation. What was under way has been stopped.',
    remedy: 'Look at the job’s log for the whole text and report it. Running the job again does no harm.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;

/** Every error Holdfast can report. One file a room; docs/errors.md is generated from it. */
export const catalogue = {
  ...internal,
  ...access,
  ...api,
  ...archive,
  ...backup,
  ...config,
  ...docker,
  ...files,
  ...imports,
  ...installation,
  ...jobs,
  ...postgres,
  ...rehearsal,
  ...restore,
  ...store,
};

export type ErrorCode = keyof typeof catalogue;
