import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRecord } from '../../archive/layout.ts';

/** Writes a small document of the archive. */
export async function writeDocument(folder: string, path: string, text: string): Promise<FileRecord> {
  const bytes = Buffer.from(text);
  await writeFile(join(folder, path), bytes, { mode: 0o600, flush: true });
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

const composeNames = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'compose.yml'];

/** Compose file and `.env` of the installation's folder, where this process can read them; null where it can't. */
export async function readInstallationFolder(
  folder: string | null,
): Promise<{ compose: string | null; environment: string | null }> {
  if (folder === null) return { compose: null, environment: null };
  const texts = await Promise.all(composeNames.map((name) => readOrNull(join(folder, name))));
  return { compose: texts.find((text) => text !== null) ?? null, environment: await readOrNull(join(folder, '.env')) };
}

/** The folder may lie on a host that we don't see, or belong to somebody else: then it is left out. */
async function readOrNull(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}
