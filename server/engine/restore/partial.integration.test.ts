import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RestoreReport } from '../../contract/restores.ts';
import { getArchive } from '../../store/index.ts';
import { planRestore, restoreHandler } from './index.ts';
import { type RestoreWorld, restoreWorld } from './testing/world.ts';

let world: RestoreWorld;
beforeAll(async () => {
  world = await restoreWorld(`partial-test-${process.pid}`);
});
afterAll(() => world?.[Symbol.asyncDispose]());

const startedAt = async () => {
  const label = [`com.docker.compose.project=${world.stack.project}`];
  const listed = await world.deps.docker.listContainers({ filters: { label } });
  const found = await Promise.all(listed.map(({ Id }) => world.deps.docker.getContainer(Id).inspect()));
  return Object.fromEntries(found.map(({ Name, State }) => [Name, State.StartedAt]));
};

describe('the database alone', () => {
  it('comes back while every service runs on, and each that may use it is on the restart list', async () => {
    await world.change();
    await world.stack.call('POST', '/api/services', { id: 'newer' });
    const changed = await world.state();
    const only = ['database'];
    const plan = await planRestore(world.deps, { id: world.archive, only });
    expect(plan.allowed, JSON.stringify(plan.findings)).toBe(true);
    expect(plan.findings.find(({ code }) => code === 'partial.pair')).toMatchObject({ level: 'warn' });
    expect(plan.services.filter(({ does }) => does === 'stops')).toEqual([]);
    expect(plan.services.filter(({ does }) => does === 'keeps').map(({ service }) => service)).toContain('auth-server');
    expect(new Set(plan.volumes.map(({ does }) => does))).toEqual(new Set(['leave']));
    // Nobody is stopped: what is noticed is that the database takes no connections from the fence to the commit.
    expect(plan.phases.filter(({ name, down }) => down || name === 'Stop' || name === 'Start')).toEqual([]);
    expect(plan.downtimeMs).toBeGreaterThan(0);
    expect(plan.downtimeMs).toBeLessThan(2000);

    const before = await startedAt();
    const { end, job } = await world.restore({ only });
    const report = end.result as RestoreReport;
    expect(report).toMatchObject({ only, kept: { volumes: [] } });
    expect(report.statusMessage).toContain('no longer one pair');
    expect(report.restartRequired.map(({ service }) => service)).toEqual(
      expect.arrayContaining(['auth-server', 'service-manager', 'workbench', 'connectware']),
    );
    expect(report.restartRequired.map(({ service }) => service)).not.toContain('postgresql');
    expect(await startedAt()).toEqual(before);
    await world.stack.healthy();
    const now = await world.state();
    expect(now.tables).toEqual(world.archived.tables);
    expect(now.volumes).toEqual(changed.volumes);
    // A part proves nothing of the whole.
    expect(await getArchive(world.deps.db, world.archive)).not.toMatchObject({ proof: 'restored' });

    await world.undo(job);
    await world.stack.healthy();
    expect(await world.state()).toEqual(changed);
  });
});

describe('a volume alone', () => {
  const only = ['volume=service-manager'];

  it('comes back without the database, which is not touched', async () => {
    const changed = await world.change();
    const plan = await planRestore(world.deps, { id: world.archive, only });
    expect(plan.tables).toEqual([]);
    expect(plan.volumes.filter(({ does }) => does === 'replace').map(({ key }) => key)).toEqual(['service-manager']);
    const { end, job } = await world.restore({ only });
    expect((end.result as RestoreReport).sessionsReset).toEqual({ installation: 0, ours: 0 });
    await world.stack.healthy();
    const now = await world.state();
    expect(now.tables).toEqual(changed.tables);
    expect(now.volumes).toEqual({ ...changed.volumes, 'service-manager': world.archived.volumes['service-manager'] });
    await world.undo(job);
    await world.stack.healthy();
    expect(await world.state()).toEqual(changed);
    expect(await world.notRunning()).toEqual([]);
  });

  // Where no database decides, a record in our own journal does.
  it.each([
    ['Commit', 'old'],
    ['Place', 'new'],
  ] as const)('whose process is killed in “%s” ends on the %s side', async (stage, side) => {
    const changed = await world.state();
    const job = await world.restoreJob({ only });
    await world.killIn(job, stage, 0);
    const end = await world.recover(job, restoreHandler(world.deps));
    expect(end.side).toBe(side);
    await world.stack.healthy();
    const manager = (side === 'new' ? world.archived : changed).volumes['service-manager'];
    expect((await world.state()).volumes['service-manager']).toEqual(manager);
    expect(await world.notRunning()).toEqual([]);
  });
});

it('a part that the archive does not have is refused with those it has', async () => {
  await expect(planRestore(world.deps, { id: world.archive, only: ['volume=nowhere'] })).rejects.toMatchObject({
    code: 'restore.unknown-part',
    params: { part: 'volume=nowhere', parts: expect.stringContaining('volume=certs') },
  });
});
