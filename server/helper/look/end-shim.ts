import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Handler } from '../context.ts';
import { containerOf } from './mappings.ts';

type Process = { pid: number; args: string[]; container: string | null };

/**
 * Ends the shim that waits for a container's program to begin, which nobody will begin any more. Where the program runs,
 * the shim is left alone.
 */
export const endShim: Handler<'look.end-shim'> = async ({ container }) => {
  const all = processes();
  const inside = all.filter((each) => each.container === container);
  // What runc has made ready and not begun is still runc's own program.
  if (!inside.every(({ args }) => args[1] === 'init' && basename(args[0] ?? '').startsWith('runc')))
    return { ended: false };
  const shims = all.filter(({ args }) => isShimOf(args, container));
  for (const { pid } of [...shims, ...inside]) kill(pid);
  return { ended: shims.length > 0 };
};

export function isShimOf(args: readonly string[], container: string): boolean {
  return basename(args[0] ?? '').startsWith('containerd-shim') && args[args.indexOf('-id') + 1] === container;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      args: read(`/proc/${name}/cmdline`).split('\0'),
      container: containerOf(read(`/proc/${name}/cgroup`)),
    }));
}

/** Processes come and go while we look. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
