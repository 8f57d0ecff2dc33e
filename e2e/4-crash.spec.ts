import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Stack } from '../demo/world.ts';
import { apiOf, backUp, ending } from './api.ts';
import { killWhen, stageRuns, writersHeld } from './kill.ts';
import { readState } from './state.ts';
import { expect, test } from './world.ts';

/** Rounds of each kind; `npm run crash` asks for more. */
const rounds = Number(process.env.HOLDFAST_CRASH_ROUNDS ?? 1);

test.describe.configure({ mode: 'serial' });

for (let round = 1; round <= rounds; round++) {
  test(`kill -9 inside a freeze: the services run again, the job says what happened (${round})`, async ({
    stack,
    dashboard,
  }) => {
    const api = apiOf(dashboard);
    const { jobId } = await api.backups.start.mutate({ project: stack.project });
    await killWhen(dashboard, writersHeld, [jobId]);
    await expect.poll(() => notRunning(stack), { timeout: 5_000 }).toEqual([]);
    await dashboard.healthy();
    const job = await ending(api, jobId);
    expect(job.state).toBe('failed');
    expect(job.error?.code).toBe('backup.interrupted');
    expect(job.recovered).toBeTruthy();
    await stack.healthy();
    expect(await backUp(api, stack.project)).toBeTruthy();
  });

  for (const { stage, sides } of [
    { stage: 'Stage', sides: ['old'] },
    { stage: 'Fence', sides: ['old', 'new'] },
    { stage: 'Start', sides: ['new'] },
  ]) {
    test(`kill -9 of a restore in “${stage}”: wholly ${sides.join(' or ')}, services run (${round})`, async ({
      stack,
      dashboard,
    }) => {
      const api = apiOf(dashboard);
      const archiveId = await backUp(api, stack.project);
      const archived = await readState(stack);
      await stack.call('POST', '/api/users', {
        username: `after-${stage.toLowerCase()}-${round}`,
        password: 'a long password',
        role: 'viewer',
      });
      const changed = await readState(stack);
      expect(changed).not.toEqual(archived);

      const { jobId } = await api.restores.start.mutate({
        id: archiveId,
        project: stack.project,
        confirm: stack.project,
        safetyBackup: false,
      });
      await killWhen(dashboard, stageRuns, [jobId, stage]);
      await dashboard.healthy();
      const job = await ending(api, jobId);
      expect(sides).toContain(job.side);
      expect(job.state).toBe(job.side === 'new' ? 'succeeded' : 'failed');
      expect(job.recovered).toBeTruthy();
      await stack.healthy();
      expect(await notRunning(stack)).toEqual([]);
      expect(await readState(stack)).toEqual(job.side === 'new' ? archived : changed);
    });
  }
}

/** Containers of the stack that are paused, stopped or restarting. */
async function notRunning(stack: Stack): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    'docker',
    ['ps', '-a', '--filter', `label=holdfast.demo=${stack.owner}`, '--format', '{{.Names}} {{.Status}}'],
    { env: { ...process.env, DOCKER_HOST: stack.dockerHost } },
  );
  return stdout.split('\n').filter((line) => line && (!line.includes(' Up ') || line.includes('(Paused)')));
}
