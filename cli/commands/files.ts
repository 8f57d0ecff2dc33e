import type { FileEntry } from '../../server/contract/files.ts';
import type { Command, Context } from '../command.ts';
import { archiveId } from '../words.ts';

export const files: Command = {
  name: 'files',
  usage: 'ID [PATH]',
  summary: 'List what lies in an archive: its volumes and tables, or with VOLUME/PATH one folder of a volume.',
  options: { search: { type: 'string' } },
  explain: {
    search: 'List everything below PATH whose name holds this, whatever its case.',
  },
  example: 'holdfast files 20240501-120000-3fa9 service-manager/services',
  async run(context) {
    const id = archiveId(context.words[0]);
    const [volume, ...rest] = (context.words[1] ?? '').split('/');
    if (!volume) context.print(await context.api().files.contents.query({ id }));
    else context.print(await listing(context, id, volume, rest.join('/')));
  },
};

/** All pages as one document. */
async function listing({ api, options }: Context, id: ReturnType<typeof archiveId>, volume: string, path: string) {
  const entries: FileEntry[] = [];
  for (let cursor: string | undefined; ; ) {
    const asked = { id, volume, path, search: options.text('search'), cursor, limit: 1000 };
    const page = await api().files.list.query(asked);
    entries.push(...page.entries);
    if (page.next === null) return { archiveId: page.archiveId, volume: page.volume, self: page.self, entries };
    cursor = page.next;
  }
}
