import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Docker } from '../../server/docker/connect.ts';
import { cloneId, demoLabel } from '../clone.ts';
import { namesBelow } from '../walk.ts';
import { type Entry, fileOf } from './closure.ts';

/** What an image consists of: files of the machine, and a folder of our own that lies over them. */
export type ImageSpec = {
  repository: string;
  entries: Entry[];
  overlay: string;
  /** Files of the machine that have another name in the image: path here -> name there. */
  renamed?: Record<string, string>;
  /** Dockerfile instructions that set the image's configuration: ENV, ENTRYPOINT, USER … */
  changes: string[];
};

/**
 * Makes the image unless one of the same content is there: its tag is the hash of what goes in, so that a second run
 * has nothing to do. The files go from tar straight to Docker.
 * @returns `repository:hash`.
 */
export async function ensureImage(docker: Docker, spec: ImageSpec): Promise<string> {
  const changes = [...spec.changes, `LABEL ${demoLabel}=${cloneId}`];
  const tag = contentHash(spec, changes);
  const name = `${spec.repository}:${tag}`;
  if (await imageExists(docker, name)) return name;
  const tar = spawn('tar', tarArguments(spec), { stdio: ['ignore', 'pipe', 'pipe'] });
  const complaints: Buffer[] = [];
  tar.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => tar.once('close', resolve).once('error', reject));
  await followToEnd(docker, await docker.importImage(tar.stdout, { repo: spec.repository, tag, changes }));
  if ((await ended) === 0) return name;
  await docker.getImage(name).remove({ force: true });
  throw new Error(`tar could not read the files of ${spec.repository}: ${Buffer.concat(complaints)}`);
}

export async function imageExists(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getImage(name).inspect();
    return true;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return false;
    throw error;
  }
}

/** Waits until Docker has done it: it answers 200 first and tells of an error within the stream. */
function followToEnd(docker: Docker, stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    docker.modem.followProgress(stream, (error: Error | null, output: { error?: string }[] | null) => {
      const failure = error?.message ?? output?.find((line) => line.error)?.error;
      if (failure) reject(new Error(failure));
      else resolve();
    });
  });
}

function tarArguments(spec: ImageSpec): string[] {
  const roots = [...new Set(spec.entries.map((entry) => entry.root))];
  const lists = roots.map((root) => ({ root, names: namesIn(spec.entries, root) }));
  lists.push({ root: spec.overlay, names: namesBelow(spec.overlay) });
  const folder = `${spec.overlay}.lists`;
  mkdirSync(folder, { recursive: true });
  return [
    ...['-c', '--no-recursion', '--numeric-owner', '--owner=0', '--group=0', '--null', '--verbatim-files-from'],
    // Some Debian packages still name /lib and /bin; in an image these are links into /usr. S: targets of links stay.
    String.raw`--transform=s,^\(bin\|sbin\|lib\|lib64\)/,usr/\1/,S`,
    ...Object.entries(spec.renamed ?? {}).map(([from, to]) => `--transform=s,^${literally(from.slice(1))}$,${to},S`),
    ...lists.flatMap(({ root, names }, index) => {
      const list = path.join(folder, String(index));
      writeFileSync(list, names.map((name) => `${name}\0`).join(''));
      return ['-C', root, '-T', list];
    }),
  ];
}

/** For tar's basic regular expressions between commas. */
function literally(text: string): string {
  return text.replaceAll(/[.[\]*^$\\,]/g, '\\$&');
}

function namesIn(entries: Entry[], root: string): string[] {
  return entries.filter((entry) => entry.root === root).map((entry) => entry.name);
}

/** Files of the machine by size and mtime (packages change both); our own by their content. */
function contentHash(spec: ImageSpec, changes: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(changes));
  for (const entry of spec.entries) {
    const stat = lstatSync(fileOf(entry));
    hash.update(`${entry.name}\0${stat.mode}\0${stat.size}\0${Math.round(stat.mtimeMs)}\0`);
  }
  for (const name of namesBelow(spec.overlay)) {
    const file = path.join(spec.overlay, name);
    const stat = lstatSync(file);
    hash.update(`${name}\0${stat.mode}\0`);
    if (stat.isSymbolicLink()) hash.update(readlinkSync(file));
    // Large ones are programs of the machine, put here under another name.
    else if (stat.size > 16 * 1024 * 1024) hash.update(`${stat.size}\0${Math.round(stat.mtimeMs)}`);
    else if (stat.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}
