import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../demo/run.ts';
import { diskUse } from '../disk-use.ts';
import type { World } from '../world.ts';
import { type Side, timed } from './side.ts';

/** The script that everybody writes: `tar | zstd -3 -T0` of each volume, one after another, then `pg_dump -Fc`. */
export function plainScript(world: World): Side {
  const folder = path.join(world.scratch, 'script');
  const once = async () => {
    await rm(folder, { recursive: true, force: true });
    const ms = await timed(() => takeByScript(world, folder));
    return { ms, bytes: await diskUse(folder) };
  };
  return { name: 'script', first: once, next: once, clear: () => rm(folder, { recursive: true, force: true }) };
}

/** The same script while every service is paused. */
export function pauseEverything(world: World): Side {
  const folder = path.join(world.scratch, 'paused');
  const once = async () => {
    await rm(folder, { recursive: true, force: true });
    const ms = await timed(() => whilePaused(world, () => takeByScript(world, folder)));
    return { ms, bytes: await diskUse(folder) };
  };
  return {
    name: 'pause-everything',
    first: once,
    next: once,
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function takeByScript(world: World, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, place] of world.volumes) {
    await bash('tar -C "$1" --xattrs --numeric-owner -cf - . | zstd -q -3 -T0 -o "$2"', [
      place,
      path.join(folder, `${name}.tar.zst`),
    ]);
  }
  await dumpTo(world, path.join(folder, 'database.dump'), '-Fc');
}

/** Pipes are a shell's trade; what varies comes as arguments. Files that change under tar make it end with 1. */
function bash(script: string, args: string[]): Promise<string> {
  return run('bash', ['-c', `set -o pipefail; ${script} || [ $? = 1 ]`, 'bash', ...args]);
}

export async function dumpTo(world: World, file: string, format: '-Fc' | '-Fp'): Promise<void> {
  const dump = `docker exec "$1" pg_dump -U cybus-admin -d cybus_connectware ${format} > "$2"`;
  await run('bash', ['-c', dump, 'bash', await world.stack.container('postgresql'), file]);
}

/** Pauses every service while something is done, the database's aside: somebody must dump it. */
export async function whilePaused<T>({ docker, stack }: World, work: () => Promise<T>): Promise<T> {
  const filters = { label: [`com.docker.compose.project=${stack.project}`] };
  const running = await docker.listContainers({ filters });
  const services = running.filter(({ Labels }) => Labels['com.docker.compose.service'] !== 'postgresql');
  const ids = services.map(({ Id }) => Id);
  await run('docker', ['pause', ...ids]);
  try {
    return await work();
  } finally {
    await run('docker', ['unpause', ...ids]);
  }
}
