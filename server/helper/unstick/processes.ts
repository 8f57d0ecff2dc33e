import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { containerOf } from '../look/mappings.ts';

type Process = { pid: number; args: string[] };

/** What runs of a container on this host: the shims that watch over it, and what is inside of it. */
export function processesOf(container: string): { shims: Process[]; inside: Process[] } {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
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

/** Processes come and go while we look. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
