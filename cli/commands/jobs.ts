import type { JobView } from '../../server/contract/jobs.ts';
import type { Command } from '../command.ts';
import { jobDocument } from '../documents.ts';

export const jobs: Command = {
  name: 'jobs',
  usage: '',
  summary: 'List the jobs, newest first.',
  example: 'holdfast jobs | jq ".[] | select(.state == "running")"',
  async run({ api, options, print }) {
    const rows: JobView[] = [];
    let cursor: JobView['id'] | null = null;
    do {
      const page: { rows: JobView[]; next: JobView['id'] | null } = await api().jobs.list.query({
        project: options.text('project'),
        cursor,
        limit: 200,
      });
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    print(rows.map(jobDocument));
  },
};
