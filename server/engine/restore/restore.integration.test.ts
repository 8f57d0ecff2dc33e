import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan, RestoreReport } from '../../contract/restores.ts';
import { getArchive, getRestore } from '../../store/index.ts';
import { restartHandler, restartStates } from '../restart/index.ts';
import { planRestore, restoreHandler } from './index.ts';
import { recording, runTaken, takenJob } from './testing/run-job.ts';
import { type RestoreWorld, restoreWorld } from './testing/world.ts';

const project = `restore-test-${process.pid}`;
const keptServices = ['admin-web-app', 'connectware', 'ingress-controller'];
let world: RestoreWorld;
beforeAll(async () => {
  world = await restoreWorld(project);
});
afterAll(() => world?.[Symbol.asyncDispose]());

describe('a plan', () => {
  it('says what would happen and changes nothing', async () => {
    const changed = await world.change();
    const plan = await planRestore(world.deps, { id: world.archive });
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
    expect(await world.state()).toEqual(changed);
    expect(await world.leftovers()).toEqual([]);
  });

  it('answers for the safety backup that was chosen: its time, its space, and that there is none', async () => {
    const safety = ({ findings }: Plan) => findings.find(({ code }) => code === 'safety.backup');
    const id = world.archive;
    const whole = await planRestore(world.deps, { id });
    const bare = await planRestore(world.deps, { id, safetyBackup: false });
    expect(whole.phases.map(({ name }) => name)).toContain('Safety backup');
    expect(bare.phases.map(({ name }) => name)).not.toContain('Safety backup');
    expect([safety(whole)?.level, safety(bare)?.level]).toEqual(['pass', 'warn']);

    const space = await world.deps.store.space();
    const full = { ...world.deps, store: { ...world.deps.store, space: async () => ({ ...space, freeBytes: 1000 }) } };
    expect(safety(await planRestore(full, { id }))).toMatchObject({
      level: 'refuse',
      text: expect.stringMatching(/^The store has 1\.0 kB free; the safety backup needs about \d/),
    });
    expect((await planRestore(full, { id, safetyBackup: false })).allowed).toBe(true);
  });
});

describe('a restore', () => {
  it('brings files and rows back as one pair, keeps the old side, and says what is still to be done', async () => {
    await world.change();
    await world.stack.call('POST', '/api/services', { id: 'laterservice' });
    const plan = await planRestore(world.deps, { id: world.archive });
    expect(plan.findings.find(({ code }) => code === 'volume.left')?.text).toContain('laterservice');
    const job = await world.restoreJob({ safetyBackup: true });
    const told = recording();
    const end = await runTaken(world.deps.db, restoreHandler(world.deps), job, told);
    expect(end, told.told.lines.join('\n')).toMatchObject({ state: 'succeeded', side: 'new' });
    await world.stack.healthy();
    expect(await world.state()).toEqual(world.archived);
    expect(await world.notRunning()).toEqual([]);

    const report = end.result as RestoreReport;
    expect(report.checked.files.every(({ equal }) => equal)).toBe(true);
    expect(report.checked.tables.filter(({ equal, exempt }) => !equal && !exempt)).toEqual([]);
    // What mounts no swapped volume was not stopped either, and started before the commit like the three that are kept.
    const later = `${project}-laterservice-runtime`;
    expect(report.restartRequired.map(({ service }) => service).toSorted()).toEqual([...keptServices, later]);
    expect(report.steps.map(({ id }) => id)).toEqual(['restart', 'unknown-volumes', 'unknown-containers']);
    expect(report.kept?.bytes).toBeGreaterThan(0);
    expect(await world.leftovers()).toContain(`holdfast_${job}_kept`);
    const safety = await getArchive(world.deps.db, report.safetyBackup ?? '');
    expect(safety).toMatchObject({ trigger: 'safety', pinned: true });
    expect(await getArchive(world.deps.db, world.archive)).toMatchObject({ proof: 'restored' });
  });

  it('shows services that want a restart until each was restarted, by the job or by hand', async () => {
    const [before] = await restartStates(world.deps, project);
    const later = `${project}-laterservice-runtime`;
    expect(before?.required.map(({ service }) => service).toSorted()).toEqual([...keptServices, later]);
    await world.deps.docker.getContainer(await world.stack.container('connectware')).restart();
    const [halfway] = await restartStates(world.deps, project);
    expect(halfway?.required.map(({ service }) => service)).not.toContain('connectware');
    expect(halfway?.done.map(({ service }) => service)).toEqual(['connectware']);

    const job = await takenJob(world.deps.db, 'restart', project, { project });
    const { result } = await runTaken(world.deps.db, restartHandler(world.deps), job);
    expect(result).toEqual({ restarted: ['admin-web-app', 'ingress-controller', later] });
    const [after] = await restartStates(world.deps, project);
    expect(after?.required).toEqual([]);
  });

  it('ends the older kept side, and its own can be cleared', async () => {
    const job = await world.restoreJob();
    await runTaken(world.deps.db, restoreHandler(world.deps), job);
    const kept = await world.leftovers();
    expect(kept).toContain(`holdfast_${job}_kept`);
    expect(kept.every((name) => name.includes(job))).toBe(true);

    await world.clear(job);
    expect(await world.leftovers()).toEqual([]);
    expect((await getRestore(world.deps.db, job)).kept).toBeNull();
    expect(await world.state()).toEqual(world.archived);
  });

  it('starts a database that was stopped', async () => {
    await world.change();
    await world.deps.docker.getContainer(await world.stack.container('postgresql')).stop();
    const plan = await planRestore(world.deps, { id: world.archive });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.map(({ code }) => code)).toContain('database.stopped');
    const end = await runTaken(world.deps.db, restoreHandler(world.deps), await world.restoreJob());
    expect(end).toMatchObject({ state: 'succeeded', side: 'new' });
    await world.stack.healthy();
    expect(await world.state()).toEqual(world.archived);
  });

  it('does not start when the safety backup fails', async () => {
    const changed = await world.change();
    const job = await world.restoreJob({ safetyBackup: true });
    const hooks = {
      backup: async () => {
        throw new Error('no space left on device');
      },
      releaseHeld: async () => [],
    };
    await expect(runTaken(world.deps.db, restoreHandler(world.deps, hooks), job)).rejects.toThrow('no space left');
    expect(await world.state()).toEqual(changed);
    expect((await world.leftovers()).filter((name) => name.includes(job))).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled while it stages', async () => {
    const changed = await world.change();
    const cancel = new AbortController();
    const told = recording((name) => {
      if (name === 'Stage') setTimeout(() => cancel.abort(), 300);
    });
    const job = await world.restoreJob();
    await expect(runTaken(world.deps.db, restoreHandler(world.deps), job, told, cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await world.state()).toEqual(changed);
    expect((await world.leftovers()).filter((name) => name.includes(job))).toEqual([]);
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
    const changed = await world.change();
    const job = await world.restoreJob();
    await world.killIn(job, stage, ms);
    const end = await world.recover(job, restoreHandler(world.deps));
    expect(sides as readonly unknown[]).toContain(end.side);
    expect(end.state).toBe(end.side === 'new' ? 'succeeded' : 'failed');
    await world.stack.healthy();
    expect(await world.notRunning()).toEqual([]);
    expect(await world.state()).toEqual(end.side === 'new' ? world.archived : changed);
    // The old side of an earlier restore stays until one that succeeds ends it.
    const left = await world.leftovers();
    if (end.side === 'old') expect(left.filter((name) => name.includes(job))).toEqual([]);
    else expect(left.every((name) => name.includes(job))).toBe(true);
    const helpers = await world.deps.docker.listContainers({
      all: true,
      filters: { label: [`holdfast.helper=${job}`] },
    });
    expect(helpers).toEqual([]);
  });
});
