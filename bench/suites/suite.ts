import { writeFileSync } from 'node:fs';
import { run } from '../../demo/run.ts';
import { untilDisksRest } from '../disk-rest.ts';
import type { Figures } from '../sides/side.ts';
import type { World } from '../world.ts';

/** One thing that is measured: a round gives figures of each side. */
export type Suite = {
  name: string;
  /** Rounds when nobody says how many. */
  rounds: number;
  measure(world: World, round: number): Promise<Record<string, Figures>>;
};

/** Every side comes first now and then: what the cache holds favours nobody. */
export function inTurn<Each>(sides: readonly Each[], round: number): Each[] {
  const start = round % sides.length;
  return [...sides.slice(start), ...sides.slice(0, start)];
}

/** Tells the kernel that nobody needs the pages of these files (posix_fadvise, which has no program of its own). */
const forget = `
my $fadvise64 = (POSIX::uname())[4] eq "aarch64" ? 223 : 221;
while (my $path = <STDIN>) { chomp $path; open(my $file, "<", $path) or next; syscall($fadvise64, fileno($file), 0, 0, 4) }`;

/**
 * Every side finds the files of the volumes, and what backups have written, on the disk, as one does at night: some sides
 * leave them in the page cache and some throw them out, to the good or the harm of whoever comes next. Programs stay in
 * memory, for all of them.
 */
export async function fromDisk<T>({ volumes, dashboard, scratch }: World, work: () => Promise<T>): Promise<T> {
  await run('sync', []);
  const each = 'find "$@" -type f -print0 | perl -MPOSIX -0 -e "$FORGET"';
  await run('bash', ['-c', each, 'bash', ...volumes.values(), dashboard.storeFolder, scratch], {
    env: { ...process.env, FORGET: forget },
  });
  writeFileSync('/proc/sys/vm/drop_caches', '2'); // names and inodes
  await untilDisksRest();
  return work();
}
