import type { Command } from '../command.ts';
import { archiveId } from '../words.ts';

export const plan: Command = {
  name: 'plan',
  usage: 'ID',
  summary: 'Show what restoring an archive would do, and whether it may. Changes nothing.',
  example: 'holdfast plan 20240501-120000-3fa9 | jq .findings',
  async run({ api, words, options, print }) {
    const found = await api().restores.plan.query({ id: archiveId(words[0]), project: options.text('project') });
    print({ findings: found.findings, downtimeMs: found.downtimeMs, steps: found.steps });
  },
};
