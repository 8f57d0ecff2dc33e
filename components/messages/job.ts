import { bytes, rate } from '../format/bytes.ts';
import { about, duration, roughly } from '../format/duration.ts';
import { count } from '../format/number.ts';

/** What a stage does, as the beginning of a sentence. */
const stages: Record<string, string> = {
  Preflight: 'Looking at Docker, the database and the space',
  'Pre-copy': 'Copying volumes while everything runs',
  Settle: 'Waiting until no service is in the middle of a change',
  Freeze: 'Holding the writers',
  Dump: 'Reading the database from the frozen instant',
  'Judge and seal': 'Judging and sealing',
  Look: 'Looking at the archive and the installation',
  'Safety backup': 'Backing up the present state',
  Stage: 'Staging beside the live data',
  Compare: 'Comparing the staged side with the archive',
  'Make ready': 'Making the old side ready',
  Stop: 'Stopping the services',
  Fence: 'Closing the old side',
  Commit: 'Switching from old to new',
  Place: 'Placing the restored files',
  Start: 'Starting the services',
  Check: 'Checking the result',
  'Clear the older kept side': 'Clearing the side that an earlier restore kept',
  Unpack: 'Unpacking the upload',
  'Take in': 'Taking the archive in',
  'Read the files': 'Reading the files back',
  'Read the layers': 'Reading the layers back',
  'Look at the dumps': 'Looking at the dumps',
  'Scratch server': 'Starting a scratch PostgreSQL',
  Build: 'Building scratch volumes and databases',
  Try: 'Trying constraints, and whether files and rows agree',
  Remove: 'Removing what was made for it',
};

function doing(stage: string): string {
  return stages[stage] ?? `${stage} is running`;
}

export const kinds = {
  backup: 'Backup',
  restore: 'Restore',
  undo: 'Undo',
  verify: 'Verification',
  rehearse: 'Rehearsal',
  import: 'Import of an upload',
  delete: 'Deletion',
  restart: 'Restart',
  cleanup: 'Clearing a kept side',
} as const;

export const jobStates = {
  queued: 'Waits',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
} as const;

/** How a job ended that was interrupted and that the next start dealt with. */
export const recoveredStates = {
  finished: 'Interrupted, finished',
  takenBack: 'Interrupted, taken back',
  cleanedUp: 'Interrupted, cleaned up',
} as const;

export const job = {
  loading: 'Loading the job',
  jobs: 'Jobs',
  startedBy: (who: string, at: string) => `started by ${who}, ${at}`,
  say: {
    queued: 'It waits until the job before it has ended.',
    running: (stage: string, leftMs: number | null) =>
      leftMs === null
        ? `${doing(stage)}.`
        : `${doing(stage)}. About **${roughly(leftMs)}** ${leftMs < 1000 ? 'is' : 'are'} left.`,
    stopping: 'It is being cancelled.',
    succeeded: (ms: number) => `It is done and took **${duration(ms)}**.`,
    failed: (ms: number) => `It failed after **${duration(ms)}**.`,
    cancelled: (ms: number) => `It was cancelled after **${duration(ms)}**.`,
    interrupted:
      'It was interrupted, and the next start could not decide how to go on. It is tried again now and then.',
    recovered: {
      finished: 'Holdfast was stopped while it ran. **The next start finished it.**',
      takenBack: 'Holdfast was stopped while it ran. **The next start took it back.**',
      cleanedUp: 'Holdfast was stopped while it ran. **The next start cleaned up after it.**',
    },
  },
  openArchive: 'Open the archive',
  openResult: 'Open the result',
  goToUploads: 'Back to the archives',
  why: 'Why',
  sideOld: 'The installation is as it was before: nothing of the restore stayed.',
  sideNew: 'The installation runs with the restored data.',
  recovered: 'What the next start did',
  sections: { axis: 'Time axis', stages: 'Stages', log: 'Log' },
  facts: {
    stage: (name: string, at: number, of: number) => `**${name}**, stage ${at} of ${of}`,
    read: (text: string) => `**${text}** read`,
    stored: (size: number) => `**${bytes(size)}** stored`,
    files: (done: number, total: number | null) => `**${count(done)}**${total ? ` of ${count(total)}` : ''} files`,
    rate: (perSecond: number) => `**${rate(perSecond)}**`,
    began: (at: string) => `began ${at}`,
    end: (at: string) => `done at about ${at}`,
    fromBefore: (ms: number) => `the one before took ${duration(ms)}`,
  },
  axis: {
    sentence: (subject: string, stage: string | null) =>
      `${subject}, its stages over time${stage ? `; ${stage} is running now` : ''}. The numbers stand in the right column.`,
    services: 'Services',
    read: 'Read',
    stored: 'Stored',
    state: 'State',
    copied: 'done',
    running: 'running',
    waits: 'waits',
    nothing: 'nothing',
    expected: about,
    at: (text: string) => `about ${text}`,
    freezeIn: (ms: number) => `freeze in ${roughly(ms)}`,
    frozen: (ms: number) => `freeze ${duration(ms)}`,
    holding: 'holding',
    down: (ms: number) => `down ${duration(ms)}`,
    downAbout: (ms: number) => `down ${about(ms)}`,
  },
  cancel: {
    button: 'Cancel…',
    label: 'If you cancel now',
    title: (kind: string) => `Cancel this ${kind}?`,
    keep: 'Let it run',
    confirm: (kind: string) => `Cancel the ${kind}`,
    cancelling: 'Cancelling',
    requested: 'Cancelling has been asked for; it ends at the next safe point.',
    only: 'Only who started it, or an admin, can cancel it.',
  },
  stageTime: {
    about,
    ahead: 'ahead',
    never: 'not reached',
  },
  log: {
    filter: 'Filter the log',
    placeholder: 'A word, a volume, a service',
    level: 'Level',
    all: (n: number) => `All ${count(n)}`,
    warnings: (n: number) => `Warnings ${count(n)}`,
    save: 'Save the log',
    label: (subject: string) => `Log of: ${subject}`,
    zone: (name: string) => `times in ${name}`,
    empty: 'Nothing has been written yet.',
    nothing: 'No line matches.',
  },
} as const;
