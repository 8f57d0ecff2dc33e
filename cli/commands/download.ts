import type { Command } from '../command.ts';
import { downloadTo } from '../download.ts';
import { wrongUse } from '../failure.ts';
import { archiveId } from '../words.ts';

export const download: Command = {
  name: 'download',
  usage: 'ID',
  summary: 'Download an archive as one self-contained tar. Goes on where an earlier try ended.',
  options: { output: { type: 'string', short: 'o' } },
  explain: { output: 'The file to write. Until it is whole, its bytes stand in X.part.' },
  example: 'holdfast download 20240501-120000-3fa9 -o connectware.tar',
  async run(context) {
    const id = archiveId(context.words[0]);
    const file = context.options.text('output');
    if (file === undefined) throw wrongUse('-o FILE is missing: where should the archive go?');
    context.print(await downloadTo(context, id, file));
  },
};
