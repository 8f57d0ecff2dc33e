import { findFormat } from '../../archive/fingerprint-entry.ts';
import type { Handler } from '../context.ts';
import { compressInto } from '../files/compressed.ts';
import { startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';
import { vanished } from '../process/find.ts';

/** Looks at a folder that may be written to meanwhile, and stores what it saw. */
export const fingerprintTree: Handler<'tree.fingerprint'> = ({ root, file }, { signal }) =>
  compressInto(file, records(root, signal), { level: 1, durability: 'later' }, signal);

/** Starts find when it is read from: Node throws away what a program that has ended wrote before anybody listened. */
async function* records(root: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const find = startChild('find', ['.', '-printf', findFormat], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const complaining = complaintsOf(find.process.stderr, vanished);
  for await (const chunk of find.process.stdout ?? []) yield chunk as Buffer;
  const [said, code] = await Promise.all([complaining, find.ended]);
  if (said.serious.length > 0 || (code !== 0 && said.harmless === 0)) throw new Error(wordsOf('find', code, said));
}
