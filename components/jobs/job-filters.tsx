'use client';

import { jobStates, kinds } from '../messages/job.ts';
import { jobs as words } from '../messages/jobs.ts';
import { Filter } from '../ui/field.tsx';
import { Search } from '../ui/search.tsx';
import type { JobFilter } from './filter.ts';

const kindOptions = [
  { value: '', label: words.anyKind },
  ...Object.entries(kinds).map(([value, label]) => ({ value, label })),
];
const stateOptions = [
  { value: '', label: words.anyState },
  ...Object.entries(jobStates)
    .filter(([value]) => value !== 'queued' && value !== 'running')
    .map(([value, label]) => ({ value, label })),
  { value: 'recovered', label: words.recovered },
];

export function JobFilters({ filter, change }: { filter: JobFilter; change: (filter: JobFilter) => void }) {
  const set = (part: { [Key in keyof JobFilter]?: string }) => change({ ...filter, ...part } as JobFilter);
  return (
    <search className="filters">
      <Search
        label={words.search}
        placeholder={words.searchHint}
        value={filter.search}
        onChange={(search) => set({ search })}
      />
      <Filter label={words.kind} value={filter.kind} onChange={(kind) => set({ kind })} options={kindOptions} />
      <Filter label={words.state} value={filter.state} onChange={(state) => set({ state })} options={stateOptions} />
    </search>
  );
}
