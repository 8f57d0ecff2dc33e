import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const pages = 8;

/**
 * Maps a file (MAP_SHARED) and goes on reading random bytes into the mapping: a write that no system call on the file
 * tells of. Perl has no mmap of its own; numbers of the calls are those of x86_64 and aarch64.
 */
const program = `
  use POSIX; my ($mmap, $read) = (POSIX::uname())[4] eq "aarch64" ? (222, 63) : (9, 0);
  open(my $f, "+<", $ARGV[0]) or die; my $at = syscall($mmap, 0, 4096 * ${pages}, 3, 1, fileno($f), 0); $at > 0 or die;
  close $f; open(my $r, "<", "/dev/urandom") or die; $| = 1; print "mapped";
  while (1) { syscall($read, fileno($r), $at + 4096 * int(rand(${pages})), 32); select(undef, undef, undef, 0.001) }`;

/** A process that writes to a file through a mapping until it is told to stand still. */
export class MappedWriter implements Disposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(file: string): Promise<MappedWriter> {
    writeFileSync(file, Buffer.alloc(4096 * pages));
    const child = spawn('perl', ['-e', program, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return new MappedWriter(child);
  }

  /** As a paused container's process does: it runs not a step further. */
  async hold(): Promise<void> {
    this.#child.kill('SIGSTOP');
    while (!/\) T /.test(readFileSync(`/proc/${this.#child.pid}/stat`, 'latin1'))) await pause(1);
  }

  release(): void {
    this.#child.kill('SIGCONT');
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }
}
