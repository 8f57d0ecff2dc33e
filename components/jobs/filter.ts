import type { Job } from '../api/use-job.ts';

export type JobFilter = { search: string; kind: Job['kind'] | ''; state: Job['state'] | 'recovered' | '' };

export const noJobFilter: JobFilter = { search: '', kind: '', state: '' };

/** What the server does not filter by: words and result. */
export function jobMatches(
  job: Pick<Job, 'subject' | 'createdBy' | 'archiveId' | 'state' | 'recovered'>,
  filter: JobFilter,
): boolean {
  const text = [job.subject, job.createdBy, job.archiveId].join(' ').toLowerCase();
  const fits =
    filter.state === 'recovered' ? job.recovered !== null : filter.state === '' || job.state === filter.state;
  return fits && text.includes(filter.search.trim().toLowerCase());
}
