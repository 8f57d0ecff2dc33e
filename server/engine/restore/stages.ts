import type { StageSpec } from '../../jobs/contract.ts';

/** Names of a restore's stages, in order. */
export const stageNames = {
  look: 'Look',
  safety: 'Safety backup',
  stage: 'Stage',
  compare: 'Compare',
  /** Of an undo, in the place of Stage and Compare. */
  ready: 'Make ready',
  stop: 'Stop',
  fence: 'Fence',
  /** Only where a volume can't be swapped. */
  replace: 'Replace',
  commit: 'Commit',
  place: 'Place',
  start: 'Start',
  check: 'Check',
  clear: 'Clear the older kept side',
} as const;

const locked = (name: string, why: string): StageSpec => ({ name, cancel: null, locked: why });

const swapStages: readonly StageSpec[] = [
  locked(
    stageNames.stop,
    'Services are being stopped for the swap. Should anything fail, everything goes back by itself.',
  ),
  locked(
    stageNames.fence,
    'The old side is closed. It takes less than a second; should it fail, everything goes back by itself.',
  ),
  locked(
    stageNames.replace,
    'Files of volumes that can’t be swapped are being replaced where they are. Should it fail, they come back from the safety backup.',
  ),
  locked(stageNames.commit, 'The database is deciding between old and new. It takes milliseconds.'),
  locked(stageNames.place, 'The new side is committed: the restore goes on to its end.'),
  locked(stageNames.start, 'The new side is committed and its services are starting.'),
  locked(stageNames.check, 'The new side is in place; its services are coming up.'),
  locked(stageNames.clear, 'The restore is done. The kept side of the restore before it is being removed.'),
];

export const restoreStages: readonly StageSpec[] = [
  { name: stageNames.look, cancel: 'Nothing has been changed; the restore ends here.' },
  {
    name: stageNames.safety,
    cancel: 'The safety backup is given up and removed. Nothing of the installation has been changed.',
  },
  { name: stageNames.stage, cancel: 'What was staged so far is removed. Your services run and were not touched.' },
  { name: stageNames.compare, cancel: 'What was staged is removed. Your services run and were not touched.' },
  ...swapStages,
];

export const undoStages: readonly StageSpec[] = [
  { name: stageNames.look, cancel: 'Nothing has been changed; the undo ends here.' },
  {
    name: stageNames.safety,
    cancel: 'The safety backup is given up and removed. Nothing of the installation has been changed.',
  },
  {
    name: stageNames.ready,
    cancel: 'The kept side is closed again and stays. Your services run and were not touched.',
  },
  ...swapStages,
];
