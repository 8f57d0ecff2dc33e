import type { JobId } from '../../archive/ids.ts';
import type { Profile } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { Cluster } from '../../postgres/index.ts';
import type { StoredArchive } from '../../storage/index.ts';

/** One rehearsal under way. */
export type RehearsalRun = {
  job: JobId;
  archive: StoredArchive;
  /** The job's folder in the store, as this process sees it. */
  folder: string;
  progress: Progress;
  signal: AbortSignal;
};

/** What is known before anything is made. */
export type Prospect = {
  /** Image of the scratch server. */
  image: string;
  /** The one the archive was made by; null when this Holdfast does not know it. */
  profile: Profile | null;
  cluster: Cluster;
};

export const stageNames = {
  look: 'Look',
  server: 'Scratch server',
  build: 'Build',
  compare: 'Compare',
  try: 'Try',
  remove: 'Remove',
} as const;
