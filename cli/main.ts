import { connect, failureOf } from './api.ts';
import { readArguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { commands } from './commands/index.ts';
import { wrongUse } from './failure.ts';
import { helpOf, overview } from './help.ts';

/** The longest name that the words begin with: `account create` before `account`. */
function find(args: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((word, index) => args[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

async function run(args: readonly string[]): Promise<void> {
  const [first] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    console.log(overview(commands));
    return;
  }
  const command = find(args);
  if (!command) throw wrongUse(`There is no command “${unknownName(args)}”. See holdfast --help.`);
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) console.log(helpOf(command));
  else await command.run(contextOf(command, rest));
}

/** `account` alone is the beginning of names. */
function unknownName(args: readonly string[]): string {
  const group = commands.some(({ name }) => name.startsWith(`${args[0]} `));
  return args.slice(0, group ? 2 : 1).join(' ');
}

function contextOf(command: Command, rest: readonly string[]): Context {
  const server = () => ({ url: addressFrom(process.env), token: tokenFrom(process.env) });
  return {
    ...readArguments(command, rest),
    server,
    api: () => connect(server()),
    print: (document) => console.log(JSON.stringify(document, null, 2)),
    say: (text) => {
      clearLine();
      console.error(text);
    },
    progress: (text) => {
      if (!process.stderr.isTTY) return;
      clearLine();
      process.stderr.write(text.slice(0, process.stderr.columns - 1));
    },
  };
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}

function addressFrom(env: NodeJS.ProcessEnv): string {
  const url = env.HOLDFAST_URL;
  if (!url)
    throw wrongUse('HOLDFAST_URL is not set. It is the dashboard’s address, for example http://localhost:3000.');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw wrongUse(`HOLDFAST_URL is no http address: ${url}`);
  return url;
}

function tokenFrom(env: NodeJS.ProcessEnv): string {
  const token = env.HOLDFAST_TOKEN;
  if (!token) throw wrongUse('HOLDFAST_TOKEN is not set. Make a token on the dashboard’s page Settings, Tokens.');
  return token;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const failure = failureOf(error, process.env.HOLDFAST_URL);
  clearLine();
  // The script that `account reset` runs has spoken for itself.
  if (failure.message !== '') console.error(failure.message);
  process.exitCode = failure.exit;
}
