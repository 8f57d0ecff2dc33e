import { Fingerprint } from '../../archive/fingerprint.ts';
import { startChild } from '../process/child.ts';
import { complaintsOf } from '../process/complaints.ts';
import { nameOf } from './decompress.ts';
import { StackRefused } from './problem.ts';

/** About a million entries. */
const maxBytes = 128 * 1024 * 1024;

/** Reads a stored fingerprint, believing nothing. @throws StackRefused */
export async function readFingerprint(path: string, signal: AbortSignal): Promise<Fingerprint> {
  const zstd = startChild('zstd', ['-q', '-dc', '--memory=32MB', '--', path], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const complaining = complaintsOf(zstd.process.stderr);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of zstd.process.stdout ?? []) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw new StackRefused('too-large', `${nameOf({ path })}: more than 128 MiB`);
    chunks.push(chunk as Buffer);
  }
  const [code] = await Promise.all([zstd.ended, complaining]);
  signal.throwIfAborted();
  if (code !== 0) throw new StackRefused('not-zstd', nameOf({ path }));
  return sound(Buffer.concat(chunks), path);
}

function sound(bytes: Buffer, path: string): Fingerprint {
  try {
    const tree = Fingerprint.parse(bytes);
    const flaw = tree.flawOf();
    if (flaw !== null) throw new Error(flaw);
    return tree;
  } catch (error) {
    throw new StackRefused('differs-from-fingerprint', `${nameOf({ path })}: ${(error as Error).message}`);
  }
}
