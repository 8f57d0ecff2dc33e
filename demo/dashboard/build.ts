import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from '../clone.ts';
import { run } from '../run.ts';
import { namesBelow } from '../walk.ts';
import { choose, publish, removeUnused } from './kept-builds.ts';

/** What the production build is made from, beside the configuration files at the top. */
const folders = ['app', 'pages', 'components', 'server'];
const notBuilt = /\.test\.tsx?$|^(vitest|playwright)\.config\.ts$|^(biome|knip)\.json$/;

/** Names the build that a run of the tests uses throughout. */
export const buildVariable = 'HOLDFAST_TEST_BUILD';

const builds = path.join(cacheFolder, 'build');

/**
 * The production build of the sources as they are now, laid together so that it runs on its own. Each content has a
 * folder of its own: a newer build doesn't pull the files from under a dashboard that runs or is about to.
 *
 * Built from a copy: what changes meanwhile can't mix in, two builds at once don't meet in `.next`, and Next, which
 * copies every file near its project that some code might read, finds neither volumes nor archives there.
 * @returns the folder with server.js.
 */
export async function ensureBuild(log: string): Promise<string> {
  const names = sourceNames();
  const folder = path.join(builds, contentHash(names));
  if (choose(folder)) return folder;
  removeUnused(builds);
  const copy = `${folder}.copy.${process.pid}`;
  const draft = `${folder}.draft.${process.pid}`;
  try {
    for (const name of names) cpSync(path.join(root, name), path.join(copy, name));
    // Hard links: a copy without the bytes. Next follows no link out of its project.
    await run('cp', ['--archive', '--link', path.join(root, 'node_modules'), copy]);
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
    await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: copy, env, log });
    layTogether(copy, draft);
    publish(draft, folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The server with its modules; all of what Next built. */
function layTogether(project: string, into: string): void {
  const standalone = path.join(project, '.next/standalone');
  for (const name of ['server.js', 'package.json', 'node_modules']) {
    cpSync(path.join(standalone, name), path.join(into, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of readdirSync(path.join(project, '.next'))) {
    if (['cache', 'standalone', 'types', 'dev', 'diagnostics'].includes(name)) continue;
    const target = path.join(into, '.next', name);
    // `.next/node_modules` holds links to `../../node_modules`: they stay as they are.
    cpSync(path.join(project, '.next', name), target, { recursive: true, verbatimSymlinks: true });
  }
}

function sourceNames(): string[] {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((each) => each.isFile() && /\.(ts|js|mjs|json)$/.test(each.name) && each.name !== 'next-env.d.ts')
    .map((each) => each.name);
  const below = folders.flatMap((folder) =>
    namesBelow(path.join(root, folder), { filesOnly: true }).map((name) => path.join(folder, name)),
  );
  return [...top, ...below].filter((name) => !notBuilt.test(name)).sort();
}

function contentHash(names: string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const name of names) hash.update(`\0${name}\0`).update(readFileSync(path.join(root, name)));
  return hash.digest('hex').slice(0, 16);
}
