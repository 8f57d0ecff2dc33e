import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../demo/run.ts';
import { diskUse } from '../disk-use.ts';
import type { World } from '../world.ts';
import { dumpTo } from './script.ts';
import { type Side, timed } from './side.ts';

/** What restic and borg need to be told here: a repository, and a password that protects nothing. */
type Tool = { init(repository: string): Promise<void>; save(repository: string, paths: string[]): Promise<void> };

const resticEnv = (repository: string) => ({
  ...process.env,
  RESTIC_PASSWORD: 'bench',
  RESTIC_REPOSITORY: repository,
  RESTIC_CACHE_DIR: `${repository}-cache`,
});
const borgEnv = { ...process.env, BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes' };

const restic: Tool = {
  init: async (repository) => void (await run('restic', ['init'], { env: resticEnv(repository) })),
  save: async (repository, paths) =>
    void (await run('restic', ['-q', 'backup', ...paths], { env: resticEnv(repository) })),
};

const borg: Tool = {
  init: async (repository) => void (await run('borg', ['init', '-e', 'none', repository], { env: borgEnv })),
  save: async (repository, paths) =>
    void (await run('borg', ['create', '-C', 'zstd,3', `${repository}::{now:%s%f}`, ...paths], { env: borgEnv })),
};

export const resticSide = (world: World): Side => toolSide(world, 'restic', restic);
export const borgSide = (world: World): Side => toolSide(world, 'borg', borg);

/** They get the database as a plain dump, which they deduplicate better than a compressed one; its time counts. */
function toolSide(world: World, name: string, tool: Tool): Side {
  const repository = path.join(world.scratch, name);
  const clear = async () => {
    for (const folder of [repository, `${repository}-cache`]) await rm(folder, { recursive: true, force: true });
  };
  const save = async () => {
    const before = await diskUse(repository);
    const ms = await timed(async () => {
      const dump = path.join(world.scratch, `${name}.dump`);
      await dumpTo(world, dump, '-Fp');
      await tool.save(repository, [...world.volumes.values(), dump]);
    });
    return { ms, bytes: (await diskUse(repository)) - before };
  };
  return {
    name,
    first: async () => {
      await clear();
      await mkdir(repository, { recursive: true });
      await tool.init(repository);
      return save();
    },
    next: save,
    clear,
  };
}
