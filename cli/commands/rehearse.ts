import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { archiveId } from '../words.ts';

export const rehearse: Command = {
  name: 'rehearse',
  usage: 'ID',
  summary: 'Restore an archive into scratch containers and compare (not yet).',
  example: 'holdfast rehearse 20240501-120000-3fa9',
  async run({ words }) {
    const id = archiveId(words[0]);
    throw new Failure(3, `Rehearsals are not built yet. holdfast verify ${id} re-reads the archive wholly.`);
  },
};
