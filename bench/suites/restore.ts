import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../demo/run.ts';
import { backUp, ended, holdfast } from '../sides/holdfast.ts';
import { takeByScript } from '../sides/script.ts';
import { type Figures, timed } from '../sides/side.ts';
import type { World } from '../world.ts';
import type { Suite } from './suite.ts';

/** A restore from stage to services up, without safety backup, against unpacking what the plain script wrote. */
export const restore: Suite = {
  name: 'restore',
  rounds: 3,
  async measure(world) {
    await backUp(world, { full: true });
    const ours = await restoreNewest(world);
    await holdfast(world).clear();
    return { holdfast: ours, script: await unpackByScript(world) };
  },
};

async function restoreNewest(world: World): Promise<Figures> {
  const { api } = world.dashboard;
  const { rows } = await api.archives.list.query({ project: world.stack.project });
  const id = rows[0]?.id;
  if (!id) throw new Error('There is no archive to restore.');
  const { jobId } = await api.restores.start.mutate({
    id,
    project: world.stack.project,
    confirm: world.stack.project,
    safetyBackup: false,
  });
  await ended(world, { jobId });
  const { stages } = await api.jobs.get.query({ id: jobId });
  const { downtimeMs } = await api.restores.report.query({ jobId });
  const from = stages.find(({ name }) => name === 'Stage')?.startedAt;
  const to = stages.find(({ name }) => name === 'Start')?.finishedAt;
  if (!from || !to) throw new Error('The restore has no stages of these names.');
  const took = (name: string) => {
    const stage = stages.find((each) => each.name === name);
    return stage?.startedAt && stage.finishedAt ? Date.parse(stage.finishedAt) - Date.parse(stage.startedAt) : 0;
  };
  await ended(world, await api.restores.clearKept.mutate({ jobId }));
  return {
    ms: Date.parse(to) - Date.parse(from),
    downtimeMs: downtimeMs ?? 0,
    stopMs: took('Stop'),
    startMs: took('Start'),
  };
}

/** `zstd -d | tar x` of each volume into an empty folder on the same disk, `pg_restore -j 2` into a new database. */
async function unpackByScript(world: World): Promise<Figures> {
  const taken = path.join(world.scratch, 'script');
  const into = path.join(world.scratch, 'unpacked');
  await takeByScript(world, taken);
  const container = await world.stack.container('postgresql');
  await run('docker', ['cp', path.join(taken, 'database.dump'), `${container}:/tmp/database.dump`]);
  const inDatabase = (...command: string[]) => run('docker', ['exec', container, ...command]);
  const ms = await timed(async () => {
    for (const name of world.volumes.keys()) {
      await mkdir(path.join(into, name), { recursive: true });
      const unpack = 'set -o pipefail; zstd -q -dc "$1" | tar -C "$2" --xattrs --numeric-owner -xpf -';
      await run('bash', ['-c', unpack, 'bash', path.join(taken, `${name}.tar.zst`), path.join(into, name)]);
    }
    await inDatabase('createdb', '-U', 'cybus-admin', '-T', 'template0', 'unpacked');
    await inDatabase('pg_restore', '-U', 'cybus-admin', '-j', '2', '-d', 'unpacked', '/tmp/database.dump');
  });
  await inDatabase('dropdb', '-U', 'cybus-admin', 'unpacked');
  await inDatabase('rm', '/tmp/database.dump');
  for (const folder of [taken, into]) await rm(folder, { recursive: true, force: true });
  return { ms };
}
