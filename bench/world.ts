import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ignored } from '../demo/clone.ts';
import { fillVolume } from '../demo/commands/fill.ts';
import { run } from '../demo/run.ts';
import { testOwner } from '../demo/test/run-id.ts';
import { type Dashboard, type Stack, startDashboard, startStack } from '../demo/world.ts';
import { connectDocker, type Docker } from '../server/docker/connect.ts';
import type { Scale } from './scale.ts';

/** The volumes that are filled, half of the bytes each. */
const filled = ['workbench', 'service-manager'];

/** An installation of a size, a dashboard beside it, and a folder for what the other sides write. */
export type World = AsyncDisposable & {
  scale: Scale;
  stack: Stack;
  dashboard: Dashboard;
  docker: Docker;
  /** Mountpoints of the volumes that a backup includes, by real name. */
  volumes: Map<string, string>;
  /** Folders that hold the filling, on the host. */
  filling: string[];
  /** A folder on the same file system as the store, emptied at the end. */
  scratch: string;
};

export async function openWorld(scale: Scale): Promise<World> {
  await using parts = new AsyncDisposableStack();
  // Beside other runs; the name says whose the folder is, so that one left by a killed run is swept.
  const mark = randomBytes(4).toString('hex');
  const folder = path.join(ignored, `test-bench-${testOwner(mark)}`);
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  const stack = parts.use(await startStack({ project: `holdfast-bench-${mark}` }));
  process.env.DOCKER_HOST = stack.dockerHost;
  const dashboard = parts.use(await startDashboard({ folder: path.join(folder, 'dashboard') }));
  const docker = connectDocker(stack.dockerHost);
  const scratch = path.join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  for (const [index, key] of filled.entries()) {
    // Each with its own seed: equal volumes would please those who store equal blocks once.
    await fillVolume(docker, stack.volume(key), { bytes: scale.bytes / 2, files: scale.files / 2, seed: index + 1 });
  }
  await fillDatabase(stack, scale.databaseBytes);
  const volumes = await includedVolumes(stack, dashboard, docker);
  const filling = filled.map((key, index) => path.join(volumes.get(stack.volume(key)) ?? '', `fill-${index + 1}`));
  const owned = parts.move();
  return {
    scale,
    stack,
    dashboard,
    docker,
    volumes,
    filling,
    scratch,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function includedVolumes(stack: Stack, dashboard: Dashboard, docker: Docker): Promise<Map<string, string>> {
  const { volumes } = await dashboard.api.installations.discover.query({ project: stack.project });
  const places = new Map<string, string>();
  for (const { name } of volumes) places.set(name, (await docker.getVolume(name).inspect()).Mountpoint);
  return places;
}

/** Makes the table of measurements anew, half of each row random, in the database of the product. */
export async function fillDatabase(stack: Stack, bytes: number): Promise<void> {
  const rows = Math.ceil(bytes / 160);
  await sql(
    stack,
    `drop table if exists measurements; create table measurements as select n as id, now() as at, md5(n::text) || md5((n * 7)::text) as value,
       repeat('quality=good;', 4) as remark from generate_series(1, ${rows}) n`,
  );
}

/** Runs SQL in the database's container as the product's user. @returns what psql printed, without heads */
export async function sql(stack: Stack, statement: string): Promise<string> {
  const user = ['-U', 'cybus-admin', '-d', 'cybus_connectware'];
  return run('docker', [
    'exec',
    await stack.container('postgresql'),
    'psql',
    '-XAtq',
    '-v',
    'ON_ERROR_STOP=1',
    ...user,
    '-c',
    statement,
  ]);
}
