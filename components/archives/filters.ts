import type { ArchiveRow } from '../archive/types.ts';

/** What the list is narrowed to; an empty string means any. */
export type Filters = {
  search: string;
  verdict: ArchiveRow['verdict'] | '';
  trigger: ArchiveRow['trigger'] | '';
  proof: ArchiveRow['proof'] | '';
  pinned: boolean;
};

export const noFilters: Filters = { search: '', verdict: '', trigger: '', proof: '', pinned: false };

export function anyFilter(filters: Filters): boolean {
  return Object.values(filters).some(Boolean);
}

/** The filters that the server doesn't know, on what it sent. */
export function matchesHere(row: Pick<ArchiveRow, 'trigger' | 'proof' | 'pinned'>, filters: Filters): boolean {
  return (
    (filters.trigger === '' || row.trigger === filters.trigger) &&
    (filters.proof === '' || row.proof === filters.proof) &&
    (!filters.pinned || row.pinned)
  );
}
