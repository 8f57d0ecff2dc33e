import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureHelperImage, type Stack, startStack } from '../../../demo/world.ts';
import { readState, type State } from '../../../e2e/state.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import type { RestoreReport } from '../../contract/restores.ts';
import { getArchive, getRestore } from '../../store/index.ts';
import { backupHandler } from '../backup/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { restartHandler, restartStates } from '../restart/index.ts';
import { cleanupHandler, planRestore, restoreHandler } from './index.ts';
import { openEngine } from './testing/engine.ts';
import { recording, recoverTaken, runTaken, takenJob } from './testing/run-job.ts';

const run = promisify(execFile);
const project = `restore-test-${process.pid}`;
const keptServices = ['admin-web-app', 'connectware', 'ingress-controller'];
let stack: Stack;
let deps: EngineDeps & AsyncDisposable;
let folder: string;
let archive: ArchiveId;
let archived: State;

beforeAll(async () => {
  stack = await startStack({ project });
  folder = await mkdtemp(join(tmpdir(), 'holdfast-restore-'));
  deps = await openEngine(folder, await ensureHelperImage());
  await stack.call('POST', '/api/services', { id: 'keptservice' });
  archived = await readState(stack);
  archive = await backUp();
});

afterAll(async () => {
  await deps?.[Symbol.asyncDispose]();
  await stack?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function backUp(): Promise<ArchiveId> {
  const id = await takenJob(deps.db, 'backup', project, { project });
  const { result } = await runTaken(deps.db, backupHandler(deps), id);
  return (result as { archiveId: ArchiveId }).archiveId;
}

let changes = 0;
async function change(): Promise<State> {
  changes += 1;
  await stack.call('POST', '/api/users', { username: `later-${changes}`, password: 'a long password', role: 'viewer' });
  const changed = await readState(stack);
  expect(changed).not.toEqual(archived);
  return changed;
}

async function restoreJob(more: object = {}) {
  return takenJob(deps.db, 'restore', project, { id: archive, project, safetyBackup: false, ...more });
}

/** Names in the volumes' directories and databases that a restore made. */
async function leftovers(): Promise<string[]> {
  const { Volumes } = await deps.docker.listVolumes({ filters: { label: [`com.docker.compose.project=${project}`] } });
  const found: string[] = [];
  for (const { Mountpoint } of Volumes) {
    const { stdout } = await run('find', [join(Mountpoint, '..'), '-maxdepth', '1', '-name', '.holdfast-*']);
    found.push(...stdout.split('\n').filter(Boolean));
  }
  const sql = "select datname from pg_database where datname like 'holdfast%'";
  const { stdout } = await run('docker', [
    ...['exec', await stack.container('postgresql'), 'psql', '-X', '-A', '-t', '-U', 'cybus-admin', '-d', 'postgres'],
    ...['-c', sql],
  ]);
  return [...found, ...stdout.split('\n').filter(Boolean)];
}

async function notRunning(): Promise<string[]> {
  const { stdout } = await run('docker', [
    ...['ps', '-a', '--filter', `label=holdfast.demo=${stack.owner}`, '--format', '{{.Names}} {{.Status}}'],
  ]);
  return stdout.split('\n').filter((line) => line && (!line.includes(' Up ') || line.includes('(Paused)')));
}

describe('a plan', () => {
  it('says what would happen and changes nothing', async () => {
    const changed = await change();
    const plan = await planRestore(deps, { id: archive });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(
      plan.services
        .filter(({ does }) => does === 'keeps')
        .map(({ service }) => service)
        .toSorted(),
    ).toEqual(keptServices);
    expect(plan.versions.structure).toBe('same');
    const users = plan.tables.find(({ name }) => name === 'users');
    expect(users?.live).toBe((users?.archive ?? 0) + 1);
    expect(await readState(stack)).toEqual(changed);
    expect(await leftovers()).toEqual([]);
  });
});

describe('a restore', () => {
  it('brings files and rows back as one pair, keeps the old side, and says what is still to be done', async () => {
    await change();
    await stack.call('POST', '/api/services', { id: 'laterservice' });
    const job = await restoreJob({ safetyBackup: true });
    const told = recording();
    const end = await runTaken(deps.db, restoreHandler(deps), job, told);
    expect(end, told.told.lines.join('\n')).toMatchObject({ state: 'succeeded', side: 'new' });
    await stack.healthy();
    expect(await readState(stack)).toEqual(archived);
    expect(await notRunning()).toEqual([]);

    const report = end.result as RestoreReport;
    expect(report.checked.files.every(({ equal }) => equal)).toBe(true);
    expect(report.checked.tables.filter(({ equal, exempt }) => !equal && !exempt)).toEqual([]);
    // What mounts no swapped volume was not stopped either, and started before the commit like the three that are kept.
    const later = `${project}-laterservice-runtime`;
    expect(report.restartRequired.map(({ service }) => service).toSorted()).toEqual([...keptServices, later]);
    expect(report.steps.map(({ id }) => id)).toEqual(['restart', 'unknown-volumes', 'unknown-containers']);
    expect(report.kept?.bytes).toBeGreaterThan(0);
    expect(await leftovers()).toContain(`holdfast_${job}_kept`);
    const safety = await getArchive(deps.db, report.safetyBackup ?? '');
    expect(safety).toMatchObject({ trigger: 'safety', pinned: true });
    expect(await getArchive(deps.db, archive)).toMatchObject({ proof: 'restored' });
  });

  it('shows services that want a restart until each was restarted, by the job or by hand', async () => {
    const [before] = await restartStates(deps, project);
    const later = `${project}-laterservice-runtime`;
    expect(before?.required.map(({ service }) => service).toSorted()).toEqual([...keptServices, later]);
    await deps.docker.getContainer(await stack.container('connectware')).restart();
    const [halfway] = await restartStates(deps, project);
    expect(halfway?.required.map(({ service }) => service)).not.toContain('connectware');
    expect(halfway?.done.map(({ service }) => service)).toEqual(['connectware']);

    const job = await takenJob(deps.db, 'restart', project, { project });
    const { result } = await runTaken(deps.db, restartHandler(deps), job);
    expect(result).toEqual({ restarted: ['admin-web-app', 'ingress-controller', later] });
    const [after] = await restartStates(deps, project);
    expect(after?.required).toEqual([]);
  });

  it('ends the older kept side, and its own can be cleared', async () => {
    const job = await restoreJob();
    await runTaken(deps.db, restoreHandler(deps), job);
    const kept = await leftovers();
    expect(kept).toContain(`holdfast_${job}_kept`);
    expect(kept.every((name) => name.includes(job))).toBe(true);

    const cleanup = await takenJob(deps.db, 'cleanup', project, { jobId: job, project });
    await runTaken(deps.db, cleanupHandler(deps), cleanup);
    expect(await leftovers()).toEqual([]);
    expect((await getRestore(deps.db, job)).kept).toBeNull();
    expect(await readState(stack)).toEqual(archived);
  });

  it('starts a database that was stopped', async () => {
    await change();
    await deps.docker.getContainer(await stack.container('postgresql')).stop();
    const plan = await planRestore(deps, { id: archive });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.map(({ code }) => code)).toContain('database.stopped');
    const end = await runTaken(deps.db, restoreHandler(deps), await restoreJob());
    expect(end).toMatchObject({ state: 'succeeded', side: 'new' });
    await stack.healthy();
    expect(await readState(stack)).toEqual(archived);
  });

  it('does not start when the safety backup fails', async () => {
    const changed = await change();
    const job = await restoreJob({ safetyBackup: true });
    const hooks = {
      backup: async () => {
        throw new Error('no space left on device');
      },
      releaseHeld: async () => [],
    };
    await expect(runTaken(deps.db, restoreHandler(deps, hooks), job)).rejects.toThrow('no space left');
    expect(await readState(stack)).toEqual(changed);
    expect((await leftovers()).filter((name) => name.includes(job))).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled while it stages', async () => {
    const changed = await change();
    const cancel = new AbortController();
    const told = recording((name) => {
      if (name === 'Stage') setTimeout(() => cancel.abort(), 300);
    });
    const job = await restoreJob();
    await expect(runTaken(deps.db, restoreHandler(deps), job, told, cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await readState(stack)).toEqual(changed);
    expect((await leftovers()).filter((name) => name.includes(job))).toEqual([]);
  });
});

describe('a restore whose process is killed', () => {
  // Where it matters most; `npm run crash` (HOLDFAST_CRASH_ROUNDS) dies at the others too.
  const points = [
    ['Stage', 700, ['old']],
    ['Fence', 30, ['old', 'new']],
    ['Commit', 0, ['old']],
    ['Place', 20, ['new']],
    ['Start', 0, ['new']],
    ['Compare', 0, ['old']],
    ['Stop', 50, ['old']],
    ['Fence', 0, ['old']],
    ['Place', 0, ['new']],
    ['Check', 0, ['new']],
  ] as const;
  const tried = process.env.HOLDFAST_CRASH_ROUNDS ? points : points.slice(0, 5);

  it.each(tried)('in “%s” after %d ms ends wholly %j with its services running', async (stage, ms, sides) => {
    const changed = await change();
    const job = await restoreJob();
    const doomed = join(import.meta.dirname, 'testing', 'doomed.ts');
    const death = await run(process.execPath, [doomed, folder, deps.helperImage, job, stage, String(ms)]).catch(
      (error) => error,
    );
    expect(death, death.stderr).toMatchObject({ signal: 'SIGKILL' });

    const told = recording();
    const end = await recoverTaken(deps.db, restoreHandler(deps), job, told);
    expect(sides as readonly unknown[], told.told.lines.join('\n')).toContain(end.side);
    expect(end.state).toBe(end.side === 'new' ? 'succeeded' : 'failed');
    await stack.healthy();
    expect(await notRunning()).toEqual([]);
    expect(await readState(stack)).toEqual(end.side === 'new' ? archived : changed);
    // The old side of an earlier restore stays until one that succeeds ends it.
    const left = await leftovers();
    if (end.side === 'old') expect(left.filter((name) => name.includes(job))).toEqual([]);
    else expect(left.every((name) => name.includes(job))).toBe(true);
    const helpers = await deps.docker.listContainers({ all: true, filters: { label: [`holdfast.helper=${job}`] } });
    expect(helpers).toEqual([]);
  });
});
