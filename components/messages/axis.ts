import { duration } from '../format/duration.ts';
import { percent } from '../format/number.ts';

export const axis = {
  key: {
    run: 'service runs',
    starting: 'starting',
    pre: 'copied while everything runs',
    work: 'work while everything runs',
    freeze: 'freeze',
    swap: 'freeze, swap',
    delta: 'copied inside the freeze',
    snapshot: 'snapshot',
    dump: 'read from the frozen instant',
    event: 'Docker event',
    open: 'expected',
    down: 'down',
  },
  held: (ms: number) => `held ${duration(ms)}`,
  down: (ms: number) => `down ${duration(ms)}`,
  times: (factor: number) => `${factor >= 10 ? Math.round(factor) : factor.toFixed(1)} times`,
  toScale: (share: number) => `Drawn to scale: the freeze is ${percent(share)} of the backup`,
  tap: 'Tap a lane for its numbers.',
} as const;
