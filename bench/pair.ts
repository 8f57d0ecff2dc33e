import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../demo/run.ts';
import { layerName } from '../server/archive/layout.ts';
import { manifestSchema } from '../server/archive/manifest.ts';
import type { World } from './world.ts';

/** Names of the services that a backup holds, by its files and by its rows. */
export type Pair = { files: string[]; rows: string[] };

/** What of the pair only one side names: halves of operations. */
export function halvesOf({ files, rows }: Pair): string[] {
  const only = (some: string[], others: string[]) => some.filter((name) => !others.includes(name));
  return [
    ...only(files, rows).map((name) => `${name} has files and no row`),
    ...only(rows, files).map((name) => `${name} has a row and no files`),
  ];
}

/** The pair in a folder that the script wrote. */
export async function pairOfScript(world: World, folder: string): Promise<Pair> {
  const into = await emptyFolder(world);
  await unpack(path.join(folder, `${world.stack.volume('service-manager')}.tar.zst`), into);
  return { files: await servicesIn(into), rows: await rowsIn(world, 'cat', path.join(folder, 'database.dump')) };
}

/** The pair in an archive of the store, put together without Holdfast: stock tar, zstd and pg_restore. */
export async function pairOfArchive(world: World, id: string): Promise<Pair> {
  const { storeFolder } = world.dashboard;
  const archive = path.join(storeFolder, 'archives', id);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(path.join(archive, 'manifest.json'), 'utf8')));
  const volume = manifest.volumes.find(({ name }) => name === world.stack.volume('service-manager'));
  const database = manifest.databases.find(({ name }) => name === 'cybus_connectware');
  if (!volume || !database) throw new Error(`${id} does not hold the services' files and rows.`);
  const into = await emptyFolder(world);
  for (const { deletes, tar } of volume.layers) {
    if (deletes) await remove(path.join(storeFolder, 'layers', layerName('delete', deletes.sha256)), into);
    if (tar) await unpack(path.join(storeFolder, 'layers', layerName('tar', tar.sha256)), into);
  }
  return { files: await servicesIn(into), rows: await rowsIn(world, 'zstd -dc', path.join(archive, database.dump)) };
}

async function emptyFolder({ scratch }: World): Promise<string> {
  const folder = path.join(scratch, 'pair');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  return folder;
}

function unpack(tar: string, into: string): Promise<string> {
  return run('tar', ['--zstd', '-C', into, '-xf', tar]);
}

function remove(list: string, from: string): Promise<string> {
  return run('bash', ['-c', 'set -o pipefail; cd "$2"; zstd -dc "$1" | xargs -0 rm -rf --', 'bash', list, from]);
}

async function servicesIn(volume: string): Promise<string[]> {
  const services = path.join(volume, 'services');
  return (await readdir(services)).filter((id) => existsSync(path.join(services, id, 'service.json')));
}

async function rowsIn(world: World, read: 'cat' | 'zstd -dc', dump: string): Promise<string[]> {
  const print = `set -o pipefail; ${read} "$2" | docker exec -i "$1" pg_restore -a -t services -f -`;
  const printed = await run('bash', ['-c', print, 'bash', await world.stack.container('postgresql'), dump]);
  const rows = /^COPY [^\n]*\n([\s\S]*?)^\\\.$/m.exec(printed)?.[1];
  if (rows === undefined) throw new Error(`${dump} holds no table of services.`);
  return [...rows.matchAll(/^([^\t\n]+)\t/gm)].map(([, id = '']) => id);
}
