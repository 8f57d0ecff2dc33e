import { run } from '../run.ts';
import { mountsOf } from './processes.ts';

/** Mount points at and below these folders (Docker mounts its data folder onto itself), the latest last. @param mountinfo as /proc/<pid>/mountinfo has it. */
export function mountsBelow(mountinfo: string, folders: string[]): string[] {
  return mountinfo
    .split('\n')
    .map((line) => unescapeOctal(line.split(' ')[4] ?? ''))
    .filter((point) => folders.some((folder) => point === folder || point.startsWith(`${folder}/`)));
}

/** Whether a process has its root in an overlay whose upper folder lies below `dataRoot`: it is one of a container of that daemon. */
export function isRootedIn(mountinfo: string, dataRoot: string): boolean {
  const root = mountinfo.split('\n').find((line) => line.split(' ')[4] === '/');
  return root !== undefined && unescapeOctal(root).includes(`upperdir=${dataRoot}/`);
}

/** Unmounts everything below these folders; what is still in use goes when its last user does. */
export async function unmountBelow(folders: string[]): Promise<void> {
  for (const point of mountsBelow(mountsOf('self'), folders).reverse()) await run('umount', ['--lazy', point]);
}

/** The kernel writes blanks and the like as \040. */
function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
