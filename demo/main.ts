/** `npm run demo -- <command>`, after demo.mjs has seen to Node and packages. */
import { parseArgs } from 'node:util';
import { change } from './commands/change.ts';
import { down } from './commands/down.ts';
import { fill } from './commands/fill.ts';
import { logs } from './commands/logs.ts';
import { status } from './commands/status.ts';
import { up } from './commands/up.ts';
import { upgrade } from './commands/upgrade.ts';

const usage = `npm run demo                            start everything, or go on where it was left
npm run demo -- --version 1.9.2         the same, with this version of the product (1.9.2 or 1.10.2)
npm run demo -- status                  what runs
npm run demo -- logs                    follow the logs
npm run demo -- upgrade 1.10.2          take the product to another version
npm run demo -- change --rate 30/min    install and remove services; --count N ends after N
npm run demo -- fill --bytes 2GiB --files 20000 [--volume workbench]
npm run demo -- down                    remove all of it
`;

const commands: Record<string, (args: Arguments) => Promise<void>> = { up, down, logs, status, upgrade, change, fill };

export type Arguments = {
  rest: string[];
  options: { version?: string; rate?: string; count?: string; bytes?: string; files?: string; volume?: string };
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      rate: { type: 'string' },
      count: { type: 'string' },
      bytes: { type: 'string' },
      files: { type: 'string' },
      volume: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [name = 'up', ...rest] = positionals;
  const command = commands[name];
  if (values.help || !command) {
    (values.help ? process.stdout : process.stderr).write(usage);
    process.exit(values.help ? 0 : 2);
  }
  await command({ rest, options: values });
  // Connections that are kept open would hold the process.
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
