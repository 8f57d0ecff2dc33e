import { bytesOf } from '../files/names.ts';
import { run } from '../process/run.ts';
import type { Difference } from './compare.ts';

/**
 * Reads NUL-separated records (path, uid, gid, mode, seconds, nanoseconds; an empty field means: leave) and sets them by
 * system calls that don't follow links. Node's own calls take times as floating-point seconds, which loses ns.
 */
const program = `
use strict; use POSIX ();
my %number = (POSIX::uname())[4] eq 'aarch64' ? (fchownat => 54, utimensat => 88) : (fchownat => 260, utimensat => 280);
my ($here, $nofollow, $omit) = (-100, 0x100, (1 << 30) - 2);
binmode STDIN; $/ = "\\0";
while (defined(my $path = <STDIN>)) {
  my ($uid, $gid, $mode, $sec, $nsec) = map { my $f = <STDIN>; chomp $f; $f } 1 .. 5;
  chomp $path;
  if ($uid ne '') { syscall($number{fchownat}, $here, $path, $uid + 0, $gid + 0, $nofollow) == 0 or die "chown: $!\\n" }
  if ($mode ne '') { chmod($mode + 0, $path) or die "chmod: $!\\n" }
  if ($sec ne '') {
    my $times = pack('qqqq', 0, $omit, $sec, $nsec);
    syscall($number{utimensat}, $here, $path, $times, $nofollow) == 0 or die "utimensat: $!\\n";
  }
}`;

type Fields = { uid?: number; gid?: number; mode?: number; mtimeNs?: bigint };

/** Owners go first: a change of owner drops setuid and file capabilities. */
export async function mendOwners(root: string, found: readonly Difference[], signal: AbortSignal): Promise<void> {
  await apply(
    root,
    found,
    (wanted, what) => (what.includes('owner') ? { uid: wanted.uid, gid: wanted.gid } : {}),
    signal,
  );
}

/** Modes after the ACLs, which change them; times last. A change of owner may have cost the mode, so it is set again. */
export async function mendModesAndTimes(
  root: string,
  found: readonly Difference[],
  signal: AbortSignal,
): Promise<void> {
  await apply(
    root,
    found,
    (wanted, what) => ({
      ...(wanted.type !== 'l' && (what.includes('mode') || what.includes('owner')) ? { mode: wanted.mode } : {}),
      ...(what.includes('time') ? { mtimeNs: wanted.mtimeNs } : {}),
    }),
    signal,
  );
}

async function apply(
  root: string,
  found: readonly Difference[],
  fieldsOf: (wanted: NonNullable<Difference['wanted']>, what: Difference['mendable']) => Fields,
  signal: AbortSignal,
): Promise<void> {
  const records: Buffer[] = [];
  for (const { path, wanted, mendable } of found) {
    const fields = wanted === null ? {} : fieldsOf(wanted, mendable);
    if (Object.keys(fields).length > 0) records.push(record(path, fields));
  }
  if (records.length > 0) await run('perl', ['-e', program], { cwd: root, signal, input: records });
}

function record(path: string, { uid, gid, mode, mtimeNs }: Fields): Buffer {
  const billion = 1_000_000_000n;
  const rest = mtimeNs === undefined ? '' : ((mtimeNs % billion) + billion) % billion;
  const seconds = mtimeNs === undefined || rest === '' ? '' : (mtimeNs - rest) / billion;
  return bytesOf([`./${path}`, uid ?? '', gid ?? '', mode ?? '', seconds, rest, ''].join('\0'));
}
