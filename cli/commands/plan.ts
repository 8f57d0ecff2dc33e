import type { Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { archiveId, parts } from '../words.ts';

export const plan: Command = {
  name: 'plan',
  usage: 'ID',
  summary: 'Show what restoring an archive would do, and whether it may (else exit 3). Changes nothing.',
  options: {
    'no-start': { type: 'boolean' },
    only: { type: 'string', multiple: true },
    'no-safety-backup': { type: 'boolean' },
  },
  explain: {
    'no-start': 'Judge a restore that leaves the services stopped.',
    only: 'Judge a restore of a part: database, or volume=NAME; may be given several times.',
    'no-safety-backup': 'Judge a restore that does not back up before.',
  },
  example: 'holdfast plan 20240501-120000-3fa9 | jq .findings',
  async run({ api, words, options, print }) {
    const found = await api().restores.plan.query({
      id: archiveId(words[0]),
      project: options.text('project'),
      noStart: options.flag('no-start'),
      only: parts(options.list('only')),
      safetyBackup: !options.flag('no-safety-backup'),
    });
    print({ findings: found.findings, downtimeMs: found.downtimeMs, steps: found.steps });
    const against = found.findings.filter(({ level }) => level === 'refuse');
    if (against.length > 0) throw new Failure(3, against.map(linesOf).join('\n'));
  },
};

function linesOf({ text, remedy }: { text: string; remedy: string | null }): string {
  return remedy ? `${text}\n${remedy}` : text;
}
