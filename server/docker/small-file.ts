import type { Docker } from './connect.ts';
import { statusOf } from './daemon-errors.ts';

/**
 * The text of a small file in a container, running or not. Docker answers with a tar of this one file.
 * @returns null when there is no such file, or it can't be read (a secret on a tmpfs of a stopped container).
 */
export async function readSmallFile(docker: Docker, container: string, path: string): Promise<string | null> {
  try {
    const stream = await docker.getContainer(container).getArchive({ path });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return firstFileOf(Buffer.concat(chunks));
  } catch (error) {
    if (statusOf(error) !== undefined) return null;
    throw error;
  }
}

const block = 512;

/** The first entry of a tar as text; null when it is not a regular file. */
function firstFileOf(tar: Buffer): string | null {
  const kind = String.fromCharCode(tar[156] ?? 0);
  if (tar.length < block || (kind !== '0' && kind !== '\0')) return null;
  const size = Number.parseInt(tar.toString('latin1', 124, 136), 8);
  return tar.toString('utf8', block, block + size);
}
