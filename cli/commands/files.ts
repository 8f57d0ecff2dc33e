import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { archiveId } from '../words.ts';

export const files: Command = {
  name: 'files',
  usage: 'ID [PATH]',
  summary: 'List the files of an archive (not yet).',
  example: 'holdfast files 20240501-120000-3fa9',
  async run({ words }) {
    const id = archiveId(words[0]);
    throw new Failure(3, `Browsing files is not built yet. holdfast download ${id} -o FILE gives all of them.`);
  },
};
