import { mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { allProcesses, environmentOf, lives, signal } from '../machine/processes.ts';

/** Longer than any time between choosing a build and the start of who runs in it. */
const chosenForMs = 60 * 60_000;

/** Says that a build was chosen just now, so that nobody takes it away. @returns whether it is there. */
export function choose(build: string): boolean {
  const now = new Date();
  return unlessGone(() => utimesSync(build, now, now));
}

/** Gives a finished draft its name. Of two who made the same, the later one takes what is there. */
export function publish(draft: string, build: string): void {
  try {
    renameSync(draft, build);
  } catch (error) {
    if (!choose(build)) throw error;
  }
}

/** Removes the builds that nobody needs, and what killed builders have left. */
export function removeUnused(builds: string): void {
  mkdirSync(builds, { recursive: true });
  const processes = allProcesses().map(({ pid, args }) => ({ pid, args, folder: workingFolderOf(pid) }));
  for (const name of readdirSync(builds)) {
    const folder = path.join(builds, name);
    const inFolder = processes.filter((each) => isWithin(each.folder, folder));
    const builder = /\.(?:copy|draft)\.(\d+)$/.exec(name)?.[1];
    if (builder) {
      if (lives(Number(builder))) continue;
      // A build whose builder was killed goes on writing, for nobody.
      for (const { pid } of inFolder) signal(pid, 'SIGKILL');
      remove(folder);
    } else if (inFolder.length === 0 && !isNamed(folder, processes) && !wasChosenLately(folder)) {
      // Under another name first: a build that is half removed must not pass for one.
      const aside = `${folder}.draft.${process.pid}`;
      if (unlessGone(() => renameSync(folder, aside))) remove(aside);
    }
  }
}

/** By a supervisor, which starts the server again when it was killed, or by the tests of a run, which start theirs in it. */
function isNamed(build: string, processes: { pid: number; args: string[] }[]): boolean {
  return processes.some(({ pid, args }) => [...args, ...environmentOf(pid)].some((text) => text.includes(build)));
}

function wasChosenLately(build: string): boolean {
  const { mtimeMs = 0 } = statSync(build, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs < chosenForMs;
}

function isWithin(folder: string, parent: string): boolean {
  return folder === parent || folder.startsWith(`${parent}/`);
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Others look and remove at the same time. @returns whether it was there. */
function unlessGone(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}

function workingFolderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
