import { constants, createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Handler } from '../context.ts';
import { HashingFile } from '../files/hashing-file.ts';
import { bytesOf, pathBelow } from '../files/names.ts';
import { feed, startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';

/** Writes what was extracted into a file that can be handed out. On failure no file stays. */
export const handOut: Handler<'extract.hand-out'> = async ({ root, path, as, file }, { signal }) => {
  const out = await HashingFile.create(file);
  try {
    if (as === 'contents') await writeContents(out, pathBelow(root, path), signal);
    else await writeTar(out, root, path, signal);
    return await out.finish('later');
  } catch (error) {
    await out.abandon();
    await rm(file, { force: true });
    throw error;
  }
};

async function writeContents(out: HashingFile, file: Buffer, signal: AbortSignal): Promise<void> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  // Types know flags as texts only; the kernel's numbers are what open takes.
  const source = createReadStream(file, { flags: flags as unknown as string, highWaterMark: 1024 * 1024, signal });
  for await (const chunk of source) await out.write(chunk as Buffer);
}

const options = ['--format=posix', '--numeric-owner', '--sparse', '--xattrs', '--xattrs-include=*', '--sort=name'];

async function writeTar(out: HashingFile, root: string, path: string, signal: AbortSignal): Promise<void> {
  const tar = startChild('tar', ['-c', ...options, '--null', '-T', '-', '-f', '-'], {
    cwd: root,
    stdio: 'pipe',
    signal,
  });
  const { stdin, stdout, stderr } = tar.process;
  const drain = async () => {
    for await (const chunk of stdout ?? []) await out.write(chunk as Buffer);
  };
  const [complaints, code] = await Promise.all([
    complaintsOf(stderr),
    tar.ended,
    drain(),
    stdin && feed(stdin, [bytesOf(`./${path}\0`)]),
  ]);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(wordsOf('tar', code, complaints));
}
