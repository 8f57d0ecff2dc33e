import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from '../clone.ts';
import { allProcesses } from '../machine/processes.ts';
import { run } from '../run.ts';
import { namesBelow } from '../walk.ts';

/** What the production build depends on. */
const sources = ['app', 'components', 'server', 'public'];
const files = [
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

const builds = path.join(cacheFolder, 'build');

/**
 * The production build of the sources as they are now, laid together so that it runs on its own. Each content has a
 * folder of its own: a newer build doesn't pull the files from under a dashboard that runs.
 * @returns the folder with server.js.
 */
export async function ensureBuild(log: string): Promise<string> {
  const folder = path.join(builds, contentHash());
  if (existsSync(folder)) return folder;
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
  await run(process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], { cwd: root, env, log });
  const draft = `${folder}.${process.pid}`;
  mkdirSync(builds, { recursive: true });
  cpSync(path.join(root, '.next/standalone'), draft, { recursive: true, verbatimSymlinks: true });
  cpSync(path.join(root, '.next/static'), path.join(draft, '.next/static'), { recursive: true });
  if (existsSync(path.join(root, 'public')))
    cpSync(path.join(root, 'public'), path.join(draft, 'public'), { recursive: true });
  renameSync(draft, folder);
  removeUnused(folder);
  return folder;
}

function contentHash(): string {
  const hash = createHash('sha256');
  const below = sources
    .filter((each) => existsSync(path.join(root, each)))
    .flatMap((each) => namesBelow(path.join(root, each)).map((name) => path.join(each, name)));
  for (const name of [...below, ...files].sort()) {
    // Tests are no part of the build.
    if (/\.test\.tsx?$/.test(name)) continue;
    const content = readIfFile(path.join(root, name));
    if (content) hash.update(`${name}\0`).update(content).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Older builds that no process runs in. */
function removeUnused(newest: string): void {
  const used = new Set([newest, ...allProcesses().map(({ pid }) => workingFolderOf(pid))]);
  for (const name of readdirSync(builds)) {
    const folder = path.join(builds, name);
    if (!used.has(folder)) rmSync(folder, { recursive: true, force: true });
  }
}

function workingFolderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function readIfFile(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
