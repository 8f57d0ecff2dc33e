import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Command, Context } from '../command.ts';
import { exitOf, Failure, wrongUse } from '../failure.ts';
import { role } from '../words.ts';

const list: Command = {
  name: 'account list',
  usage: '',
  summary: 'List the accounts.',
  example: 'holdfast account list',
  async run({ api, print }) {
    print(await api().accounts.list.query());
  },
};

const create: Command = {
  name: 'account create',
  usage: 'NAME',
  summary: 'Create an account; its password is read from standard input.',
  options: { role: { type: 'string' } },
  explain: { role: 'viewer, operator or admin.' },
  example: 'holdfast account create maria --role operator < password.txt',
  async run(context) {
    const { api, words, options, print } = context;
    const [name = ''] = words;
    const wanted = role(options.text('role'));
    const password = await readPassword(context);
    await api().accounts.create.mutate({ name, role: wanted, password });
    print({ name, role: wanted });
  },
};

const setRole: Command = {
  name: 'account role',
  usage: 'NAME ROLE',
  summary: 'Give an account another role.',
  example: 'holdfast account role maria viewer',
  async run({ api, words, print }) {
    const [name = ''] = words;
    const wanted = role(words[1]);
    await api().accounts.setRole.mutate({ name, role: wanted });
    print({ name, role: wanted });
  },
};

const remove: Command = {
  name: 'account remove',
  usage: 'NAME',
  summary: 'Remove an account and end its sessions.',
  example: 'holdfast account remove maria',
  async run({ api, words, print }) {
    const [name = ''] = words;
    await api().accounts.remove.mutate({ name });
    print({ name, removed: true });
  },
};

const reset: Command = {
  name: 'account reset',
  usage: 'NAME',
  summary: 'On the server’s own shell: take an account’s password away and print a sign-in that works once.',
  example: 'HOLDFAST_STATE=/var/lib/holdfast/state holdfast account reset admin',
  async run({ words: [name = ''] }) {
    const script = fileURLToPath(new URL('../../server/auth/reset.ts', import.meta.url));
    const code = await exitCodeOf(spawn(process.execPath, [script, name], { stdio: 'inherit' }));
    if (code !== 0) throw new Failure(exitOf({ exit: code }), '');
  },
};

export const accountCommands = [list, create, setRole, remove, reset];

/** Never an argument: those stand in the list of processes and in the shell's history. */
async function readPassword({ input, say }: Context): Promise<string> {
  if (input.isTTY) say('Password (it is shown as you type):');
  const lines = createInterface({ input });
  for await (const line of lines) {
    lines.close();
    if (line !== '') return line;
  }
  throw wrongUse('No password came on standard input.');
}

function exitCodeOf(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
