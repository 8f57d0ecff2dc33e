import type { ArchiveRow } from '../../server/contract/archives.ts';
import type { ArchiveDocument } from '../../server/contract/documents.ts';
import type { Command } from '../command.ts';
import { archiveDocument } from '../documents.ts';

export const list: Command = {
  name: 'list',
  usage: '',
  summary: 'List the archives, newest first.',
  example: 'holdfast list --project connectware | jq -r ".[0].id"',
  async run({ api, options, print }) {
    const archives: ArchiveDocument[] = [];
    let cursor: ArchiveRow['id'] | null = null;
    do {
      const page: { rows: ArchiveRow[]; next: ArchiveRow['id'] | null } = await api().archives.list.query({
        project: options.text('project'),
        cursor,
        limit: 200,
      });
      archives.push(...page.rows.map(archiveDocument));
      cursor = page.next;
    } while (cursor !== null);
    print(archives);
  },
};
