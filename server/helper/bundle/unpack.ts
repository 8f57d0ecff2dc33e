import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import type { TarEntry } from '../../archive/tar/entry.ts';
import { TarProblem, type TarProblemCode } from '../../archive/tar/problem.ts';
import { TarReader } from '../../archive/tar/reader.ts';
import type { Handler } from '../context.ts';
import { shown } from '../files/names.ts';
import { Pace } from '../files/pace.ts';
import { run } from '../process/run.ts';
import type { BundleProblem } from '../protocol.ts';
import { isBundleFile, isBundleFolder } from './names.ts';
import { NewFiles } from './new-files.ts';

class BundleRefused extends Error {
  readonly problem: BundleProblem;

  constructor(code: BundleProblem['code'], text: string) {
    super(text);
    this.problem = { code, text };
  }
}

/** Reads an upload strictly and writes down only what a bundle may hold. */
export const unpackBundle: Handler<'bundle.unpack'> = async ({ bundle, into, ...limits }, { signal, progress }) => {
  const bytesTotal = (await stat(bundle)).size;
  await mkdir(into, { recursive: true, mode: 0o700 });
  using files = new NewFiles(into);
  const rules = new BundleRules(limits);
  const reader = new TarReader({
    onEntry(entry) {
      const path = rules.admit(entry);
      if (path !== null) files.begin(path);
    },
    onData: (chunk) => files.write(chunk),
  });
  const pace = new Pace();
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(bundle, { highWaterMark: 1024 * 1024, signal })) {
      reader.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (pace.isDue()) progress({ bytes, bytesTotal });
    }
    if (!reader.hasEnded) throw new BundleRefused('truncated', 'it ends in the middle');
    files.finish();
  } catch (error) {
    return { files: [], problem: problemOf(error) };
  }
  await run('sync', ['-f', into], { signal });
  return { files: files.written, problem: null };
};

/** What may be in it: folders and files of known names below one top folder, each once. */
class BundleRules {
  readonly #limits: { limitBytes: number; limitEntries: number };
  readonly #seen = new Set<string>();
  #top: string | null = null;
  #bytes = 0;
  #entries = 0;

  constructor(limits: { limitBytes: number; limitEntries: number }) {
    this.#limits = limits;
  }

  /** The path of a file below the top folder; null for a folder. */
  admit(entry: TarEntry): string | null {
    const { type, path, storedBytes } = entry;
    if ((type !== 'f' && type !== 'd') || entry.sparse) throw new BundleRefused('neither-file-nor-folder', shown(path));
    this.#entries += 1;
    this.#bytes += storedBytes;
    if (this.#entries > this.#limits.limitEntries) throw new BundleRefused('too-many', shown(path));
    if (this.#bytes > this.#limits.limitBytes) throw new BundleRefused('too-large', shown(path));
    const below = this.#belowTop(path, type);
    if (this.#seen.has(below)) throw new BundleRefused('duplicate', shown(path));
    this.#seen.add(below);
    const known = type === 'f' ? isBundleFile(below) : isBundleFolder(below);
    if (!known) throw new BundleRefused('unknown-name', shown(path));
    return type === 'f' ? below : null;
  }

  #belowTop(path: string, type: 'f' | 'd'): string {
    const slash = path.indexOf('/');
    const top = slash < 0 && type === 'd' ? path : path.slice(0, Math.max(slash, 0));
    this.#top ??= top;
    if (top === '' || top !== this.#top) throw new BundleRefused('unknown-name', shown(path));
    return path.slice(top.length + 1);
  }
}

const codes: Record<TarProblemCode, BundleProblem['code']> = {
  'not-tar': 'not-tar',
  'path-leaves-root': 'path-leaves-root',
  device: 'neither-file-nor-folder',
  'too-large': 'too-large',
};

function problemOf(error: unknown): BundleProblem {
  if (error instanceof BundleRefused) return error.problem;
  if (error instanceof TarProblem) return { code: codes[error.code], text: shown(error.message) };
  throw error;
}
