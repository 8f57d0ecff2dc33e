import { expect, test } from 'vitest';
import { commands } from './commands/index.ts';
import { fakeServer, holdfast, Refusal } from './testing/run.ts';

const archiveId = '20240501-120000-3fa9';
const jobId = 'k3v0x9q2m1ab';
const archive = {
  id: archiveId,
  createdAt: '2024-05-01T12:00:00.000Z',
  project: 'connectware',
  version: '1.10.2',
  verdict: 'guaranteed',
  reasons: [],
  freezeMs: 212,
  durationMs: 9000,
  bytes: 1234,
  volumes: [{ name: 'connectware_certs', files: 3, bytes: 99 }],
  databases: [{ name: 'cybus_connectware', tables: 6, rows: 20, bytes: 8_000_000 }],
  pinned: false,
  note: '',
  proof: 'none',
};
/** What pages get beside it, and scripts must not come to rely on. */
const archiveRow = {
  ...archive,
  trigger: 'api',
  origin: 'here',
  spark: { preCopyEnd: 0.5 },
  evidence: { formatVersion: 1 },
};
const job = (more: object) => ({
  ...{ id: jobId, kind: 'backup', project: 'connectware', state: 'succeeded', startedAt: null, finishedAt: null },
  ...{ error: null, side: null, archiveId, subject: 'x', stages: [], lanes: [], leftMs: null, result: null },
  ...more,
});
const refusal = (exit: number, title: string) => () => {
  throw new Refusal(exit, title);
};

test('wrong use ends with 2 and says what is wrong, before any server is asked', async () => {
  for (const [args, words] of [
    [['frobnicate'], 'no command “frobnicate”'],
    [['show'], 'ID is missing'],
    [['show', 'latest'], 'no archive’s id'],
    [['list', 'all'], '“all” is one word too many'],
    [['list', '--nope'], "Unknown option '--nope'"],
    [['backup', '--strategy', 'pray'], '“pray” is no strategy'],
    [['restore', archiveId], 'add --yes'],
    [['restore', archiveId, '--yes', '--only', 'files'], '“files” is no part'],
    [['delete', archiveId], 'add --yes'],
    [['download', archiveId], '-o FILE is missing'],
    [['upload', '/nonexistent.tar'], 'There is no file /nonexistent.tar'],
    [['account', 'create', 'x', '--role', 'king'], '“king” is no role'],
  ] as const) {
    const { exit, stderr, stdout } = await holdfast([...args], {
      HOLDFAST_URL: 'http://127.0.0.1:1',
      HOLDFAST_TOKEN: 'x',
    });
    expect({ args, exit, stdout }).toEqual({ args, exit: 2, stdout: '' });
    expect(stderr).toContain(words);
  }
});

test('without an address or a token it says which variable is missing', async () => {
  expect(await holdfast(['list'])).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('HOLDFAST_URL is not set'),
  });
  const half = await holdfast(['list'], { HOLDFAST_URL: 'http://127.0.0.1:1' });
  expect(half).toMatchObject({ exit: 2, stderr: expect.stringContaining('HOLDFAST_TOKEN is not set') });
});

test('a server that does not answer ends with 4', async () => {
  const gone = await fakeServer({});
  await gone[Symbol.asyncDispose]();
  expect(await holdfast(['list'], gone.env)).toMatchObject({ exit: 4, stderr: expect.stringContaining(gone.url) });
});

test('a refusal ends with the exit code of its report, and prints cause and remedy on standard error only', async () => {
  await using server = await fakeServer({ 'archives.get': refusal(3, 'The token may not do that.') });
  const ended = await holdfast(['show', archiveId], server.env);
  expect(ended).toEqual({ exit: 3, stdout: '', stderr: 'The token may not do that.\nBecause.\nDo this.\n' });
});

test('show and list print exactly the documented fields', async () => {
  await using server = await fakeServer({
    'archives.get': () => archiveRow,
    'archives.list': ({ cursor }: { cursor: string | null }) =>
      cursor ? { rows: [archiveRow], next: null } : { rows: [archiveRow], next: archiveId },
  });
  expect(JSON.parse((await holdfast(['show', archiveId], server.env)).stdout)).toEqual(archive);
  expect(JSON.parse((await holdfast(['show', archiveId, '--evidence'], server.env)).stdout)).toEqual({
    ...archive,
    evidence: { formatVersion: 1 },
  });
  expect(JSON.parse((await holdfast(['list'], server.env)).stdout)).toEqual([archive, archive]);
  expect(server.asked[0]).toMatchObject({ input: { id: archiveId }, authorization: 'Bearer secret-token' });
});

test('backup waits for its job and prints the archive', async () => {
  let looks = 0;
  await using server = await fakeServer({
    'backups.start': () => ({ jobId }),
    'jobs.get': () => job({ state: looks++ < 1 ? 'running' : 'succeeded' }),
    'archives.get': () => archiveRow,
  });
  const ended = await holdfast(['backup', '--project', 'connectware', '--note', 'before'], server.env);
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  expect(JSON.parse(ended.stdout)).toEqual(archive);
  expect(server.asked[0]?.input).toMatchObject({
    project: 'connectware',
    note: 'before',
    idempotencyKey: expect.stringMatching(/.{8}/),
  });
});

test('a failed backup ends with 1 and prints no archive', async () => {
  const { report } = new Refusal(1, 'The dump ended with code 1.');
  await using server = await fakeServer({
    'backups.start': () => ({ jobId }),
    'jobs.get': () => job({ state: 'failed', error: report, archiveId: null }),
  });
  expect(await holdfast(['backup'], server.env)).toMatchObject({
    exit: 1,
    stdout: '',
    stderr: expect.stringContaining('The dump ended with code 1.'),
  });
});

test('a restore that was rolled back prints its result and ends with 1, whatever broke it', async () => {
  const { report } = new Refusal(4, 'Docker does not answer.');
  const result = { jobId, state: 'failed', side: 'old', statusMessage: 'Rolled back.', steps: [], restartRequired: [] };
  const ends = { sessionsReset: { installation: 0, ours: 0 }, undoUntil: null };
  await using server = await fakeServer({
    'restores.plan': () => ({ confirm: 'connectware', project: 'connectware' }),
    'restores.start': () => ({ jobId }),
    'jobs.get': () => job({ kind: 'restore', state: 'failed', side: 'old', error: report }),
    'restores.report': () => ({ ...result, ...ends, downtimeMs: 3 }),
  });
  const only = ['--only', 'database', '--only', 'volume=certs'];
  const ended = await holdfast(['restore', archiveId, '--yes', '--no-start', ...only], server.env);
  expect(ended.exit).toBe(1);
  expect(JSON.parse(ended.stdout)).toEqual({ ...result, ...ends });
  expect(server.asked.find(({ procedure }) => procedure === 'restores.start')?.input).toMatchObject({
    ...{ id: archiveId, confirm: 'connectware', noStart: true, safetyBackup: true, acceptForeign: false },
    only: ['database', 'volume=certs'],
  });
});

test('a restore that a check refuses ends with 3', async () => {
  const { report } = new Refusal(3, 'The archive is newer.');
  await using server = await fakeServer({
    'restores.plan': () => ({ confirm: 'connectware', project: 'connectware' }),
    'restores.start': () => ({ jobId }),
    'jobs.get': () => job({ kind: 'restore', state: 'failed', error: report }),
    'restores.report': refusal(2, 'There is no such restore.'),
  });
  const ended = await holdfast(['restore', archiveId, '--yes'], server.env);
  expect(ended).toMatchObject({ exit: 3, stderr: expect.stringContaining('The archive is newer.') });
  expect(JSON.parse(ended.stdout)).toMatchObject({ jobId, state: 'failed', side: null, steps: [] });
});

test('plan prints its findings and steps, and ends with 3 when one refuses', async () => {
  const refusing = { code: 'product.version', level: 'refuse', text: 'It is newer.', remedy: 'Use --no-start.' };
  const steps = [{ id: 'install', text: 'Install.', commands: ['up'], done: false }];
  await using server = await fakeServer({
    'restores.plan': ({ noStart }: { noStart: boolean }) => ({
      findings: [{ ...refusing, level: noStart ? 'warn' : 'refuse' }],
      downtimeMs: 900,
      steps,
      confirm: 'connectware',
    }),
  });
  const refused = await holdfast(['plan', archiveId], server.env);
  expect(refused).toMatchObject({ exit: 3, stderr: 'It is newer.\nUse --no-start.\n' });
  expect(JSON.parse(refused.stdout)).toEqual({ findings: [refusing], downtimeMs: 900, steps });
  expect(await holdfast(['plan', archiveId, '--no-start'], server.env)).toMatchObject({ exit: 0, stderr: '' });
  await holdfast(['plan', archiveId, '--no-safety-backup'], server.env);
  expect(server.asked.map(({ input }) => (input as { safetyBackup: boolean }).safetyBackup)).toEqual([
    true,
    true,
    false,
  ]);
});

test('a rehearsal prints its report, and one that failed ends with 1', async () => {
  const checked = { volumes: [], databases: [], agreement: null };
  const ended = (state: string, more: object) => ({
    'archives.rehearse': () => ({ jobId }),
    'jobs.get': () => ({ id: jobId, state, side: null, ...more }),
  });
  await using good = await fakeServer(
    ended('succeeded', { error: null, result: { checked, findings: [], restoreMs: 4200 } }),
  );
  const passed = await holdfast(['rehearse', archiveId], good.env);
  expect(passed).toMatchObject({ exit: 0, stderr: '' });
  expect(JSON.parse(passed.stdout)).toEqual({ jobId, state: 'succeeded', checked, findings: [], restoreMs: 4200 });

  const error = { title: 'It did not pass.', cause: 'Rows differ.', remedy: 'Use another.', exit: 1 };
  await using bad = await fakeServer(ended('failed', { error, result: { checked, findings: [], restoreMs: null } }));
  expect(await holdfast(['rehearse', archiveId], bad.env)).toMatchObject({ exit: 1 });
});

test('files lists an archive, and a folder of a volume with all its pages', async () => {
  const contents = { archiveId, volumes: [], databases: [] };
  await using server = await fakeServer({
    'files.contents': () => contents,
    'files.list': ({ cursor }: { cursor?: string }) => ({
      ...{ archiveId, volume: 'certs', self: { path: 'a' }, total: 2 },
      entries: [{ path: cursor ? 'a/2' : 'a/1' }],
      next: cursor ? null : '1',
    }),
  });
  expect(JSON.parse((await holdfast(['files', archiveId], server.env)).stdout)).toEqual(contents);
  const folder = JSON.parse((await holdfast(['files', archiveId, 'certs/a'], server.env)).stdout);
  expect(folder).toEqual({
    archiveId,
    volume: 'certs',
    self: { path: 'a' },
    entries: [{ path: 'a/1' }, { path: 'a/2' }],
  });
  expect(server.asked.at(-1)?.input).toMatchObject({ volume: 'certs', path: 'a', cursor: '1' });
});

test('undo starts with the word of its plan, waits, and prints the result', async () => {
  const result = { jobId, state: 'succeeded', side: 'new', statusMessage: 'Undone.', steps: [], restartRequired: [] };
  const ends = { sessionsReset: { installation: 1, ours: 1 }, undoUntil: '2026-03-08T10:20:30.123Z' };
  await using server = await fakeServer({
    'restores.undoPlan': () => ({ confirm: 'connectware' }),
    'restores.undo': () => ({ jobId }),
    'jobs.get': () => job({ kind: 'undo', state: 'succeeded', side: 'new' }),
    'restores.report': () => ({ ...result, ...ends, undoes: 'abcdefghijkl' }),
  });
  const ended = await holdfast(['undo', 'abcdefghijkl', '--yes', '--no-safety-backup'], server.env);
  expect(ended).toMatchObject({ exit: 0, stderr: '' });
  expect(JSON.parse(ended.stdout)).toEqual({ ...result, ...ends });
  const choices = { jobId: 'abcdefghijkl', noStart: false, safetyBackup: false };
  const inputOf = (name: string) => server.asked.find(({ procedure }) => procedure === name)?.input;
  expect(inputOf('restores.undoPlan')).toEqual(choices);
  expect(inputOf('restores.undo')).toMatchObject({ ...choices, confirm: 'connectware' });
});

test('a password is read from standard input, never from an argument', async () => {
  await using server = await fakeServer({ 'accounts.create': () => ({}) });
  const ended = await holdfast(['account', 'create', 'maria', '--role', 'operator'], server.env, 'long enough 7\n');
  expect(ended).toMatchObject({ exit: 0 });
  expect(JSON.parse(ended.stdout)).toEqual({ name: 'maria', role: 'operator' });
  expect(server.asked[0]?.input).toEqual({ name: 'maria', role: 'operator', password: 'long enough 7' });
});

test('each command explains itself with an example that begins with its name', async () => {
  for (const { name, example } of commands) expect(example).toContain(`holdfast ${name}`);
  const { exit, stdout } = await holdfast(['restore', '--help']);
  expect(exit).toBe(0);
  expect(stdout).toContain('Example: holdfast restore');
});
