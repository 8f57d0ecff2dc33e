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
    const containers = await servicesOf(world);
    const ms = await timed(async () => {
      await run('docker', ['pause', ...containers]);
      try {
        await takeByScript(world, folder);
      } finally {
        await run('docker', ['unpause', ...containers]);
      }
    });
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

/** Ids of the running containers of the installation, the database's aside. */
export async function servicesOf({ docker, stack }: World): Promise<string[]> {
  const { rows } = await running(docker, stack.project);
  return rows.filter((each) => each.Labels['com.docker.compose.service'] !== 'postgresql').map(({ Id }) => Id);
}

async function running(docker: World['docker'], project: string) {
  const rows = await docker.listContainers({ filters: { label: [`com.docker.compose.project=${project}`] } });
  return { rows };
}
