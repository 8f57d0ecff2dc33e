import type { Command } from '../command.ts';

export const discover: Command = {
  name: 'discover',
  usage: '',
  summary: 'Show what belongs to an installation: volumes, databases, writers, and what is left out and why.',
  example: 'holdfast discover --project connectware | jq .volumes',
  async run({ api, options, print }) {
    print(await api().installations.discover.query({ project: options.text('project') }));
  },
};
