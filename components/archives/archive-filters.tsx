'use client';

import { Pin } from 'lucide-react';
import { archives as words } from '../messages/archives.ts';
import { proofs, triggers, verdicts } from '../messages/verdicts.ts';
import { Button } from '../ui/button.tsx';
import { Filter } from '../ui/field.tsx';
import { Search } from '../ui/search.tsx';
import type { Filters } from './filters.ts';

const verdictOptions = [
  { value: '', label: words.filters.anyVerdict },
  ...Object.entries(verdicts).map(([value, { word }]) => ({ value, label: word })),
];
const triggerOptions = [
  { value: '', label: words.filters.anyTrigger },
  ...Object.entries(triggers).map(([value, label]) => ({ value, label })),
];
const proofOptions = [
  { value: '', label: words.filters.anyProof },
  ...Object.entries(proofs).map(([value, label]) => ({ value, label })),
];

export function ArchiveFilters({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const set = (part: { [Key in keyof Filters]?: string | boolean }) => change({ ...filters, ...part } as Filters);
  return (
    <search className="filters">
      <Search
        label={words.search}
        placeholder={words.searchHint}
        value={filters.search}
        onChange={(search) => set({ search })}
      />
      <Filter
        label={words.filters.verdict}
        value={filters.verdict}
        onChange={(verdict) => set({ verdict })}
        options={verdictOptions}
      />
      <Filter
        label={words.filters.trigger}
        value={filters.trigger}
        onChange={(trigger) => set({ trigger })}
        options={triggerOptions}
      />
      <Filter
        label={words.filters.proof}
        value={filters.proof}
        onChange={(proof) => set({ proof })}
        options={proofOptions}
      />
      <Button icon={Pin} aria-pressed={filters.pinned} onClick={() => set({ pinned: !filters.pinned })}>
        {words.filters.pinned}
      </Button>
    </search>
  );
}
