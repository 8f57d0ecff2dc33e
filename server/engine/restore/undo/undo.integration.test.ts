import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../../../../e2e/state.ts';
import type { JobId } from '../../../archive/ids.ts';
import type { RestoreReport } from '../../../contract/restores.ts';
import { getArchive, getRestore } from '../../../store/index.ts';
import { planRestore, planUndo, undoHandler } from '../index.ts';
import { type RestoreWorld, restoreWorld } from '../testing/world.ts';

const run = promisify(execFile);
let world: RestoreWorld;
beforeAll(async () => {
  world = await restoreWorld(`undo-test-${process.pid}`);
});
afterAll(() => world?.[Symbol.asyncDispose]());

async function expectRunning(state: State): Promise<void> {
  await world.stack.healthy();
  expect(await world.state()).toEqual(state);
  expect(await world.notRunning()).toEqual([]);
}

describe('an undo', () => {
  let before: State;
  let restore: JobId;
  let undone: JobId;

  it('is planned with what was written since, files and rows, and changes nothing', async () => {
    before = await world.change();
    ({ job: restore } = await world.restore());
    await world.stack.healthy();
    const calm = await planUndo(world.deps, { jobId: restore });
    expect(calm.allowed, JSON.stringify(calm.findings)).toBe(true);
    expect(calm.loses.databases.flatMap(({ tables }) => tables)).toEqual([]);

    await world.stack.call('POST', '/api/services', { id: 'since' });
    const changed = await world.state();
    const plan = await planUndo(world.deps, { jobId: restore });
    expect(plan).toMatchObject({ takesBack: 'restore', jobId: restore, confirm: world.stack.project, allowed: true });
    const [database] = plan.loses.databases;
    const services = database?.tables?.find(({ name }) => name === 'services');
    expect(database?.exact).toBe(true);
    expect(services).toMatchObject({ inserted: 1, updated: 0, deleted: 0, rowsNow: (services?.rowsThen ?? 0) + 1 });
    const files = plan.loses.volumes.find(({ key }) => key === 'service-manager');
    expect(files?.changed).toBeGreaterThan(0);
    expect(files?.names.join('\n')).toContain('since');
    expect(plan.findings.find(({ code }) => code === 'undo.loses')).toMatchObject({ level: 'warn' });
    expect(plan.services.filter(({ does }) => does === 'stops').length).toBeGreaterThan(2);
    expect(await world.state()).toEqual(changed);
  });

  it('answers for the safety backup that was chosen: its space, and that there is none', async () => {
    const space = await world.deps.store.space();
    const full = { ...world.deps, store: { ...world.deps.store, space: async () => ({ ...space, freeBytes: 1000 }) } };
    const planned = async (deps: typeof full, safetyBackup: boolean) => {
      const { findings, allowed } = await planUndo(deps, { jobId: restore, safetyBackup });
      return { ...findings.find(({ code }) => code === 'safety.backup'), allowed };
    };
    expect(await planned(world.deps, true)).toMatchObject({ level: 'pass', allowed: true });
    expect(await planned(full, false)).toMatchObject({ level: 'warn', allowed: true });
    const text = expect.stringMatching(/^The store has 1\.0 kB free; the safety backup needs about \d/);
    expect(await planned(full, true)).toMatchObject({ level: 'refuse', allowed: false, text });
    const refused = await world.undoJob(restore, { safetyBackup: true });
    await expect(world.run(refused, undoHandler(full))).rejects.toMatchObject({ code: 'undo.refused' });
  });

  it('goes back to what was there before the restore, after a safety backup of what is there now', async () => {
    await world.sql(
      'insert into tokens select * from tokens limit 0; alter database cybus_connectware connection limit 77',
    );
    const { job, end } = await world.undo(restore, { safetyBackup: true });
    undone = job;
    await expectRunning(before);
    const report = end.result as RestoreReport;
    expect(report).toMatchObject({ state: 'succeeded', side: 'new', undoes: restore });
    expect(report.statusMessage).toContain(`restore ${restore} was undone`);
    // What was kept has no manifest, but it was looked at: each folder's entries, and the rows of each table.
    const { files, tables } = report.checked;
    expect(files.map(({ volume }) => volume)).toEqual(report.kept?.volumes);
    expect(files.length).toBeGreaterThanOrEqual(Object.keys(before.volumes).length);
    expect(files.every(({ manifest, restored, equal }) => manifest === null && restored > 0 && equal)).toBe(true);
    const rows = await world.sql('select count(*) from services');
    expect(tables.find(({ name }) => name === 'services')).toMatchObject({ manifest: null, restored: Number(rows) });
    expect(tables.filter(({ exempt }) => exempt).map(({ name }) => name)).toEqual(['tokens']);
    expect(Date.parse(report.undoUntil ?? '')).toBeGreaterThan(Date.now());
    expect(await getArchive(world.deps.db, report.safetyBackup ?? '')).toMatchObject({
      trigger: 'safety',
      pinned: true,
    });
    // What the restore kept is live again: it keeps nothing any more, and what was live is kept by the undo.
    expect(await getRestore(world.deps.db, restore)).toMatchObject({ kept: null, undoUntil: null });
    expect((await world.leftovers()).every((name) => name.includes(job))).toBe(true);
    expect(await world.sql("select datconnlimit from pg_database where datname = 'cybus_connectware'")).toBe('-1');
    expect(await world.sql('select count(*) from tokens')).toBe('0');
    await expect(planUndo(world.deps, { jobId: restore })).rejects.toMatchObject({ code: 'restore.nothing-kept' });
  });

  it('can be undone itself', async () => {
    await world.stack.healthy();
    const { job } = await world.undo(undone);
    await world.stack.healthy();
    const live = await world.state();
    expect(live.tables['public.services']).toContain('since');
    expect((await world.leftovers()).every((name) => name.includes(job))).toBe(true);
    const { job: again } = await world.undo(job);
    await expectRunning(before);
    undone = again;
  });

  it('of all but the newest swap is refused, and a new restore says that it ends the older undo', async () => {
    const plan = await planRestore(world.deps, { id: world.archive });
    expect(plan.endsUndoOf).toBe(undone);
    const record = await getRestore(world.deps.db, undone);
    const { job } = await world.restore();
    expect((await world.leftovers()).every((name) => name.includes(job))).toBe(true);
    // As if the older kept side could not have been cleared then.
    const { saveRestore } = await import('../../../store/index.ts');
    await saveRestore(world.deps.db, record);
    const late = await planUndo(world.deps, { jobId: undone });
    expect(late.findings.find(({ code }) => code === 'undo.newest')).toMatchObject({ level: 'refuse' });
    const refused = await world.undoJob(undone);
    await expect(world.run(refused, undoHandler(world.deps))).rejects.toMatchObject({ code: 'undo.refused' });
    await world.clear(undone);
    expect((await world.leftovers()).every((name) => name.includes(job))).toBe(true);
    restore = job;
  });

  it('is refused when somebody dropped the kept database or moved a folder, and nothing is stopped', async () => {
    const name = `holdfast_${restore}_kept`;
    await world.sql(`alter database ${name} rename to elsewhere`, 'postgres');
    const plan = await planUndo(world.deps, { jobId: restore });
    expect(plan.findings.find(({ code }) => code === 'undo.database')).toMatchObject({ level: 'refuse' });
    await world.sql(`alter database elsewhere rename to ${name}`, 'postgres');
    const folder = (await world.leftovers()).find((path) => path.endsWith('.old')) ?? '';
    await run('mv', [folder, `${folder}-aside`]);
    const moved = await planUndo(world.deps, { jobId: restore });
    expect(moved.findings.find(({ code }) => code === 'undo.volumes')).toMatchObject({ level: 'refuse' });
    await run('mv', [`${folder}-aside`, folder]);
    expect((await planUndo(world.deps, { jobId: restore })).allowed).toBe(true);
  });
});

describe('an undo whose process is killed', () => {
  const points = [
    ['Make ready', 250, ['old']],
    ['Fence', 30, ['old', 'new']],
    ['Place', 0, ['new']],
    ['Safety backup', 300, ['old']],
    ['Stop', 50, ['old']],
    ['Commit', 0, ['old']],
    ['Start', 0, ['new']],
    ['Check', 0, ['new']],
  ] as const;
  const tried = process.env.HOLDFAST_CRASH_ROUNDS ? points : points.slice(0, 3);

  it.each(tried)('in “%s” after %d ms ends wholly %j, and can be tried again', async (stage, ms, sides) => {
    const kept = await world.change();
    const { job: restore } = await world.restore();
    await world.stack.healthy();
    const job = await world.undoJob(restore, { safetyBackup: stage === 'Safety backup' });
    await world.killIn(job, stage, ms);
    const end = await world.recover(job, undoHandler(world.deps));
    expect(sides as readonly unknown[]).toContain(end.side);
    expect(end.state).toBe(end.side === 'new' ? 'succeeded' : 'failed');
    await expectRunning(end.side === 'new' ? kept : world.archived);
    if (end.side === 'old') {
      expect((await world.leftovers()).filter((name) => name.includes(job))).toEqual([]);
      await world.undo(restore);
      await expectRunning(kept);
    }
  });
});
