import type { Command } from '../command.ts';
import { archiveDocument } from '../documents.ts';
import { archiveId } from '../words.ts';

export const show: Command = {
  name: 'show',
  usage: 'ID',
  summary: 'Show an archive: what is in it, its verdict and its proof.',
  options: { evidence: { type: 'boolean' } },
  explain: { evidence: 'Add the evidence the verdict rests on.' },
  example: 'holdfast show 20240501-120000-3fa9 --evidence',
  async run({ api, words, options, print }) {
    const archive = await api().archives.get.query({ id: archiveId(words[0]) });
    const document = archiveDocument(archive);
    print(options.flag('evidence') ? { ...document, evidence: archive.evidence } : document);
  },
};
