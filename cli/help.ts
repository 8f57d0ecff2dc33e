import type { Command } from './command.ts';

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => headOf(command).length));
  return [
    'Usage: holdfast COMMAND [ARGUMENTS] [--project NAME]',
    '',
    ...commands.map((command) => `  ${headOf(command).padEnd(width)}  ${command.summary}`),
    '',
    'Every command prints one JSON document on standard output; progress and messages go to standard error.',
    'Exit codes: 0 done, 1 failed, 2 wrong use, 3 refused by a check, 4 not reachable.',
    'HOLDFAST_URL is the dashboard’s address, HOLDFAST_TOKEN a token made in its Settings.',
    'holdfast COMMAND --help tells more and shows an example.',
  ].join('\n');
}

export function helpOf(command: Command): string {
  const rows = Object.entries(command.options ?? {}).map(([name, option]) => [
    `${option.short ? `-${option.short}, ` : ''}--${name}${option.type === 'string' ? ' X' : ''}`,
    command.explain?.[name] ?? '',
  ]);
  rows.push(['--project NAME', 'The installation, where there are several.'], ['-h, --help', 'This text.']);
  const width = Math.max(...rows.map(([head = '']) => head.length));
  return [
    `Usage: holdfast ${headOf(command)} [OPTIONS]`,
    command.summary,
    '',
    ...rows.map(([head = '', text]) => `  ${head.padEnd(width)}  ${text}`),
    '',
    `Example: ${command.example}`,
  ].join('\n');
}

const headOf = (command: Command): string => `${command.name} ${command.usage}`.trim();
