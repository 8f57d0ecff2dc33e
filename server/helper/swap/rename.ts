import { run } from '../process/run.ts';

/** renameat2 with RENAME_NOREPLACE. Node has no such call, and `mv -nT` answers 0 without moving. */
const program = `
use strict; use POSIX ();
my $number = (POSIX::uname())[4] eq 'aarch64' ? 276 : 316;
my ($from, $to) = @ARGV;
syscall($number, -100, $from, -100, $to, 1) == 0 or do { print STDERR "$!\\n"; exit 1 };
`;

/** Moves a name, and fails where the new one exists. @throws Error */
export async function renameNew(from: string, to: string, signal: AbortSignal): Promise<void> {
  await run('perl', ['-e', program, from, to], { signal }).catch((error: Error) => {
    throw new Error(`rename of ${from} to ${to} failed: ${error.message}`);
  });
}
