import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listAudit } from '../store/index.ts';
import { temporaryDatabase } from '../store/testing.ts';
import { createAccount } from './index.ts';
import { signInOnce } from './one-time.ts';
import { signIn } from './sign-in.ts';

const run = (folder: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'reset.ts'), ...args], {
    env: { ...process.env, HOLDFAST_STATE: folder, HOLDFAST_URL: 'http://holdfast.test' },
  });

test('the script of the server’s shell prints a one-time sign-in that works while the old password no longer does', async () => {
  await using world = await temporaryDatabase();
  const account = { name: 'anna', password: 'correct horse battery', address: 'here' };
  await createAccount(world.db, { ...account, role: 'admin' });
  const { stdout } = await run(world.folder, 'Anna');
  const { token, ...shown } = JSON.parse(stdout);
  expect(shown).toEqual({
    name: 'anna',
    url: `http://holdfast.test/sign-in#once=${token}`,
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  await expect(signIn(world.db, account)).rejects.toThrow('access.sign-in-refused');
  expect(await signInOnce(world.db, { token, password: 'a brand new one', address: 'here' })).toBeTruthy();
  expect(await listAudit(world.db)).toMatchObject([{ who: 'the server’s shell', action: 'accounts.resetPassword' }]);
});

test('the script refuses a name there isn’t and a folder without a database', async () => {
  await using world = await temporaryDatabase();
  await expect(run(world.folder, 'nobody')).rejects.toMatchObject({ code: 2 });
  await expect(run(path.join(world.folder, 'elsewhere'), 'anna')).rejects.toMatchObject({ code: 4 });
  await expect(run(world.folder)).rejects.toMatchObject({ code: 2 });
});
