import type { Command } from '../command.ts';
import { wrongUse } from '../failure.ts';
import { role } from '../words.ts';

const list: Command = {
  name: 'token list',
  usage: '',
  summary: 'List the API tokens.',
  example: 'holdfast token list',
  async run({ api, print }) {
    print(await api().tokens.list.query());
  },
};

const create: Command = {
  name: 'token create',
  usage: 'NAME',
  summary: 'Make an API token. It is shown this once.',
  options: { role: { type: 'string' }, days: { type: 'string' } },
  explain: { role: 'viewer, operator or admin.', days: 'Days until it expires; else never.' },
  example: 'holdfast token create nightly --role operator --days 90',
  async run({ api, words, options, print }) {
    const [name = ''] = words;
    const wanted = role(options.text('role'));
    const { token } = await api().tokens.create.mutate({ name, role: wanted, ...expiry(options.text('days')) });
    print({ name, role: wanted, token });
  },
};

const revoke: Command = {
  name: 'token revoke',
  usage: 'ID',
  summary: 'Revoke an API token.',
  example: 'holdfast token revoke 3f0c9d',
  async run({ api, words, print }) {
    const [id = ''] = words;
    await api().tokens.revoke.mutate({ id });
    print({ id, revoked: true });
  },
};

export const tokenCommands = [list, create, revoke];

function expiry(days: string | undefined): { expiresInDays?: number } {
  if (days === undefined) return {};
  if (!/^[1-9]\d{0,4}$/.test(days)) throw wrongUse(`--days ${days}: a whole number of days, from 1 on.`);
  return { expiresInDays: Number(days) };
}
