import type { Command } from '../command.ts';
import { archiveDocument } from '../documents.ts';
import { archiveId } from '../words.ts';

export const pin: Command = {
  name: 'pin',
  usage: 'ID',
  summary: 'Pin an archive, so that it is not deleted, or take the pin off.',
  options: { off: { type: 'boolean' } },
  explain: { off: 'Take the pin off.' },
  example: 'holdfast pin 20240501-120000-3fa9',
  async run({ api, words, options, print }) {
    const id = archiveId(words[0]);
    print(archiveDocument(await api().archives.pin.mutate({ id, pinned: !options.flag('off') })));
  },
};
