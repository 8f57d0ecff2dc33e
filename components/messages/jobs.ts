import { duration } from '../format/duration.ts';
import { countOf } from '../format/number.ts';

export const jobs = {
  title: 'Jobs',
  loading: 'Loading jobs',
  running: 'Running',
  runningSmall: (running: number, waiting: number) =>
    [`${countOf(running, 'job')}`, waiting > 0 ? `${waiting} waiting` : ''].filter(Boolean).join(', '),
  history: 'History',
  scale: (longestMs: number) => `All bars share one scale: the longest is ${duration(longestMs)}`,
  search: 'Search jobs',
  searchHint: 'Archive, who, what',
  kind: 'Kind',
  anyKind: 'Any kind',
  state: 'Result',
  anyState: 'Any result',
  recovered: 'Interrupted by a crash',
  heads: { job: 'Job', duration: 'Duration', length: 'Length', by: 'Started by', begun: 'Begun', result: 'Result' },
  spark: (ms: number, downMs: number, state: string) =>
    [duration(ms), downMs > 0 ? `of it ${duration(downMs)} down` : '', state].filter(Boolean).join(', '),
  older: 'Show older',
  shown: (shown: number) => `${countOf(shown, 'job')} shown.`,
  empty: {
    title: 'No jobs yet',
    text: 'Backups, restores, verifications and imports are listed here, with their stages and logs.',
  },
  nothing: { title: 'No job matches', clear: 'Clear the filters' },
  key: {
    work: 'work while everything runs',
    held: 'held',
    read: 'read from the frozen instant',
    down: 'down',
    cross: 'failed or interrupted here',
  },
} as const;
