import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { demoLabel, ignored } from '../demo/clone.ts';
import { allProcesses, environmentOf } from '../demo/machine/processes.ts';
import { runVariable } from '../demo/test/run-id.ts';
import { ensureDocker } from '../demo/world.ts';
import { connectDocker } from '../server/docker/connect.ts';

test('interrupted while its stack is being set up, a bench removes what stands and ends as who is interrupted', async () => {
  const docker = connectDocker((await ensureDocker()).dockerHost);
  const bench = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), 'freeze', '--scale', 'tiny'], {
    stdio: 'inherit',
  });
  const ended = once(bench, 'exit');
  const isOurs = (owner = '') => owner.includes(`-test-${bench.pid}-`);
  const made = async () => {
    const filters = { label: [demoLabel] };
    const containers = await docker.listContainers({ all: true, filters });
    const { Volumes } = await docker.listVolumes({ filters });
    const networks = await docker.listNetworks({ filters });
    const count = (things: { Labels?: Record<string, string> }[]) =>
      things.filter(({ Labels }) => isOurs(Labels?.[demoLabel])).length;
    return {
      containers: count(containers),
      volumes: count(Volumes ?? []),
      networks: count(networks),
      folders: readdirSync(ignored).filter(isOurs).length,
      processes: processesOf(`${runVariable}=${bench.pid}`).length,
    };
  };
  while ((await made()).containers === 0 && bench.exitCode === null) await sleep(50);
  expect((await made()).processes).toBeGreaterThan(0);
  bench.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(await made()).toEqual({ containers: 0, volumes: 0, networks: 0, folders: 0, processes: 0 });
});

function processesOf(variable: string): number[] {
  return allProcesses().flatMap(({ pid }) => (environmentOf(pid).includes(variable) ? [pid] : []));
}
