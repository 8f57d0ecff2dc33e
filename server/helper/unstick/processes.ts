import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { containerOf } from '../look/mappings.ts';

export type Process = { pid: number; parent: number; args: string[] };

/** What runs of a container on this host: the shims that watch over it, and what is inside of it. */
export function processesOf(container: string): { shims: Process[]; inside: Process[] } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/^PPid:\t(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0),
      args: read(`/proc/${name}/cmdline`).split('\0'),
      container: containerOf(read(`/proc/${name}/cgroup`)),
    }));
  return {
    shims: all.filter(({ args }) => isShimOf(args, container)),
    inside: all.filter((each) => each.container === container),
  };
}

export function isShimOf(args: readonly string[], container: string): boolean {
  return basename(args[0] ?? '').startsWith('containerd-shim') && args[args.indexOf('-id') + 1] === container;
}

/** What runc has made ready and not begun is still runc's own program, or none at all for a moment. */
export function isBegun({ args: [program = '', order] }: Process): boolean {
  return program !== '' && !(order === 'init' && basename(program).startsWith('runc'));
}

/** Processes come and go while we look. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
