import { rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../demo/run.ts';
import { serviceChanges } from '../service-changes.ts';
import { backUp, untilEnded } from '../sides/holdfast.ts';
import { takeByScript, whilePaused } from '../sides/script.ts';
import type { Figures } from '../sides/side.ts';
import type { World } from '../world.ts';
import type { Suite } from './suite.ts';

/**
 * How many backups hold half of an operation, while services are installed one after another, each in two steps with up
 * to 2 s between them: by Holdfast, by the plain script, and by the script while everything is paused.
 */
export const torn: Suite = {
  name: 'torn',
  rounds: 200,
  async measure(world, round) {
    await using changes = serviceChanges(world.stack, round);
    await changes.underWay();
    const ours = await backUp(world, { full: false });
    const holdfast = { ...ours, torn: await isTornInRehearsal(world) };
    const script = { torn: await isTornByScript(world) };
    const paused = await whilePaused(world, () => isTornByScript(world));
    return { holdfast, script, 'script while paused': { torn: paused } };
  },
};

/** Restores the newest archive into scratch containers, where the services' files and rows are compared, and removes it. */
async function isTornInRehearsal(world: World): Promise<number> {
  const { archives } = world.dashboard.api;
  const { rows } = await archives.list.query({ project: world.stack.project });
  const id = rows[0]?.id;
  if (!id) throw new Error('There is no archive to rehearse.');
  await untilEnded(world, await archives.rehearse.mutate({ id }));
  const rehearsal = await archives.rehearsal.query({ id });
  for (const { id: old } of rows.slice(3)) await untilEnded(world, await archives.delete.mutate({ id: old }));
  return rehearsal?.report?.checked.agreement?.holds ? 0 : 1;
}

/** Whether the files and the rows that the plain script took name other services than each other. */
async function isTornByScript(world: World): Promise<Figures['torn']> {
  const folder = path.join(world.scratch, 'torn');
  await rm(folder, { recursive: true, force: true });
  await takeByScript(world, folder);
  const volume = path.join(folder, `${world.stack.volume('service-manager')}.tar.zst`);
  const listed = await run('tar', ['--zstd', '-tf', volume]);
  const files = [...listed.matchAll(/^\.\/services\/([^/]+)\/service\.json$/gm)].map((match) => match[1]);
  const container = await world.stack.container('postgresql');
  const print = 'docker exec -i "$1" pg_restore -a -t services -f - < "$2"';
  const printed = await run('bash', ['-c', print, 'bash', container, path.join(folder, 'database.dump')]);
  const rows = [...(/^COPY [^\n]*\n([\s\S]*?)^\\\.$/m.exec(printed)?.[1] ?? '').matchAll(/^([^\t\n]+)\t/gm)];
  const named = rows.map((match) => match[1]);
  return files.toSorted().join() === named.toSorted().join() ? 0 : 1;
}
