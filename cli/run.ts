import type { Readable, Writable } from 'node:stream';
import { connect, failureOf } from './api.ts';
import { readArguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { commands } from './commands/index.ts';
import { type ExitCode, wrongUse } from './failure.ts';
import { helpOf, overview } from './help.ts';

type Terminal = Writable & { isTTY?: boolean; columns?: number };
/** What a process has, and a test stands in for. */
export type World = {
  env: NodeJS.ProcessEnv;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable;
  stderr: Terminal;
};

/** Runs one command to its end. Everything that goes wrong becomes text on standard error and an exit code. */
export async function runCommandLine(args: readonly string[], world: World): Promise<0 | ExitCode> {
  try {
    await run(args, world);
    return 0;
  } catch (error) {
    const failure = failureOf(error, world.env.HOLDFAST_URL);
    clearLine(world.stderr);
    // The script that `account reset` runs has spoken for itself.
    if (failure.message !== '') world.stderr.write(`${failure.message}\n`);
    return failure.exit;
  }
}

/** The longest name that the words begin with: `account create` before `account`. */
function find(args: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((word, index) => args[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

async function run(args: readonly string[], world: World): Promise<void> {
  const [first] = args;
  const print = (text: string) => world.stdout.write(`${text}\n`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    print(overview(commands));
    return;
  }
  const command = find(args);
  if (!command) throw wrongUse(`There is no command “${unknownName(args)}”. See holdfast --help.`);
  const rest = args.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) print(helpOf(command));
  else await command.run(contextOf(command, rest, world));
}

/** `account` alone is the beginning of names. */
function unknownName(args: readonly string[]): string {
  const group = commands.some(({ name }) => name.startsWith(`${args[0]} `));
  return args.slice(0, group ? 2 : 1).join(' ');
}

function contextOf(command: Command, rest: readonly string[], world: World): Context {
  const { env, stdin, stdout, stderr } = world;
  const server = () => ({ url: addressFrom(env), token: tokenFrom(env) });
  return {
    ...readArguments(command, rest),
    env,
    input: stdin,
    server,
    api: () => connect(server()),
    print: (document) => stdout.write(`${JSON.stringify(document, null, 2)}\n`),
    say: (text) => {
      clearLine(stderr);
      stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (!stderr.isTTY) return;
      clearLine(stderr);
      stderr.write(text.slice(0, (stderr.columns ?? 80) - 1));
    },
  };
}

function clearLine(stderr: Terminal): void {
  if (stderr.isTTY) stderr.write('\r\x1b[K');
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
