import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../demo/run.ts';
import { peaksDuring } from '../memory.ts';
import { backUp, ended, holdfast } from '../sides/holdfast.ts';
import { takeByScript } from '../sides/script.ts';
import { type Figures, timed } from '../sides/side.ts';
import type { World } from '../world.ts';
import { fromDisk, inTurn, type Suite } from './suite.ts';

/** A restore from stage to services up, without safety backup, against unpacking what the plain script wrote. */
export const restore: Suite = {
  name: 'restore',
  rounds: 3,
  async measure(world, round) {
    const figures: Record<string, Figures> = {};
    const sides = [
      { name: 'holdfast', restores: () => restoreOurs(world) },
      { name: 'script', restores: () => restoreByScript(world) },
    ];
    for (const { name, restores } of inTurn(sides, round)) figures[name] = await restores();
    return figures;
  },
};

/** `ms` from the stage to when services run; `stopMs` and `startMs` are within `downtimeMs`. */
async function restoreOurs(world: World): Promise<Figures> {
  const { api } = world.dashboard;
  await backUp(world, { full: true });
  const { rows } = await api.archives.list.query({ project: world.stack.project });
  const id = rows[0]?.id;
  if (!id) throw new Error('There is no archive to restore.');
  const { result: jobId, peaks } = await fromDisk(world, () =>
    peaksDuring(world, async () => {
      const { project } = world.stack;
      const job = await api.restores.start.mutate({ id, project, confirm: project, safetyBackup: false });
      await ended(world, job);
      return job.jobId;
    }),
  );
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
  await holdfast(world).clear();
  return {
    ms: Date.parse(to) - Date.parse(from),
    downtimeMs: downtimeMs ?? 0,
    stopMs: took('Stop'),
    startMs: took('Start'),
    ...peaks,
  };
}

/**
 * `zstd -d | tar x` of each volume into an empty folder on the same disk, `pg_restore -j 2` into a new database. `syncedMs`
 * is until all of it is on the disk, as it is when ours has ended.
 */
async function restoreByScript(world: World): Promise<Figures> {
  const taken = path.join(world.scratch, 'script');
  const into = path.join(world.scratch, 'unpacked');
  await takeByScript(world, taken);
  const container = await world.stack.container('postgresql');
  await run('docker', ['cp', path.join(taken, 'database.dump'), `${container}:/tmp/database.dump`]);
  const inDatabase = (...command: string[]) => run('docker', ['exec', container, ...command]);
  const unpack = async () => {
    for (const name of world.volumes.keys()) {
      await mkdir(path.join(into, name), { recursive: true });
      const unpackOne = 'set -o pipefail; zstd -q -dc "$1" | tar -C "$2" --xattrs --numeric-owner -xpf -';
      await run('bash', ['-c', unpackOne, 'bash', path.join(taken, `${name}.tar.zst`), path.join(into, name)]);
    }
    await inDatabase('createdb', '-U', 'cybus-admin', '-T', 'template0', 'unpacked');
    await inDatabase('pg_restore', '-U', 'cybus-admin', '-j', '2', '-d', 'unpacked', '/tmp/database.dump');
  };
  const ms = await fromDisk(world, () => timed(unpack));
  const syncedMs = ms + (await timed(() => run('sync', [])));
  await inDatabase('dropdb', '-U', 'cybus-admin', 'unpacked');
  await inDatabase('rm', '/tmp/database.dump');
  for (const folder of [taken, into]) await rm(folder, { recursive: true, force: true });
  return { ms, syncedMs };
}
