import { parseArgs } from 'node:util';
import type { Command, Options } from './command.ts';
import { wrongUse } from './failure.ts';

export type Parsed = { words: string[]; options: Options };

/**
 * Reads what follows a command's name.
 * @throws Failure with exit 2 that names what is wrong.
 */
export function readArguments(command: Command, args: readonly string[]): Parsed {
  const parsed = parse(command, args);
  const values = parsed.values as Record<string, string | boolean | string[] | undefined>;
  refuseWrongCount(command, parsed.positionals);
  return {
    words: parsed.positionals,
    options: {
      text(name) {
        const value = values[name];
        if (value === '') throw wrongUse(`--${name} is empty.`);
        return typeof value === 'string' ? value : undefined;
      },
      flag: (name) => values[name] === true,
      list(name) {
        const value = values[name];
        return Array.isArray(value) ? value : undefined;
      },
    },
  };
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { project: { type: 'string' }, help: { type: 'boolean', short: 'h' }, ...command.options },
    });
  } catch (error) {
    const [first = ''] = (error as Error).message.split('. ');
    throw wrongUse(`${first}.\nSee holdfast ${command.name} --help.`);
  }
}

function refuseWrongCount(command: Command, words: readonly string[]): void {
  const names = command.usage.split(' ').filter(Boolean);
  const needed = names.filter((name) => !name.startsWith('['));
  const missing = needed[words.length];
  if (missing) throw wrongUse(`${missing} is missing: holdfast ${command.name} ${command.usage}`.trim());
  const extra = words[names.length];
  if (extra !== undefined)
    throw wrongUse(`“${extra}” is one word too many: holdfast ${command.name} ${command.usage}`.trim());
}
