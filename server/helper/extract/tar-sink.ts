import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '../files/names.ts';
import { type Child, startChild, writeTo } from '../process/child.ts';
import { type Complaints, complaintsOf, wordsOf } from '../process/complaints.ts';
import { run } from '../process/run.ts';
import type { Sink } from '../stack/read-stack.ts';
import type { Flusher } from './flusher.ts';

/** Of GNU tar, to bring back all that a layer holds. */
export const extracting = [
  '-x',
  '-p',
  '--same-owner',
  '--numeric-owner',
  '--xattrs',
  '--xattrs-include=*',
  '--delay-directory-restore',
  // Pieces of 256 KiB: with its usual 10 KiB tar takes a third more time.
  '-b',
  '512',
  '-f',
  '-',
];

/** Most layers hold only some of what was chosen. */
const notInThisLayer = /: Not found in archive$|^tar: Exiting with failure status due to previous errors$/;

/** Removes what a delete list names. */
export async function removeListed(root: string, list: Buffer, signal: AbortSignal): Promise<void> {
  await run('xargs', ['-0', '-r', 'rm', '-rf', '--'], { cwd: root, signal, input: [list] });
}

/** Carries out a stack in `root`: stock rm and tar, which get only what was checked. */
export class TarSink implements Sink, AsyncDisposable {
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #flusher: Flusher;
  /** Paths (latin1) to extract with all below them; none: everything. */
  readonly #roots: readonly string[];
  /** Folder of the list of these. */
  #lists: string | null = null;
  #tar: { child: Child; complaints: Promise<Complaints> } | null = null;

  constructor(root: string, signal: AbortSignal, flusher: Flusher, roots: readonly string[]) {
    this.#root = root;
    this.#signal = signal;
    this.#flusher = flusher;
    this.#roots = roots;
  }

  async deletes(list: Buffer): Promise<void> {
    await removeListed(this.#root, list, this.#signal);
  }

  beginTar(): void {
    const chosen = this.#listed();
    const child = startChild('tar', chosen === null ? extracting : [...extracting, '--null', '-T', chosen], {
      cwd: this.#root,
      stdio: ['pipe', 'ignore', 'pipe'],
      signal: this.#signal,
    });
    this.#tar = { child, complaints: complaintsOf(child.process.stderr, chosen === null ? undefined : notInThisLayer) };
  }

  /** Tar ends by itself when it has read the archive's end, and what follows it is of no use: its exit code decides. */
  async write(chunk: Buffer): Promise<void> {
    const input = this.#tar?.child.process.stdin;
    if (input) await writeTo(input, chunk);
    this.#flusher.wrote(chunk.length);
  }

  /** @throws Error with what tar said, when it failed */
  async endTar(): Promise<void> {
    if (this.#tar === null) return;
    const { child, complaints } = this.#tar;
    child.process.stdin?.end();
    const [code, said] = await Promise.all([child.ended, complaints]);
    this.#signal.throwIfAborted();
    this.#tar = null;
    const excused = said.harmless > 0 && said.serious.length === 0;
    if (code !== 0 && !excused) throw new Error(wordsOf('tar', code, said));
  }

  /** Names are bytes and arguments are UTF-8, so what was chosen stands in a file. */
  #listed(): string | null {
    if (this.#roots.length === 0) return null;
    this.#lists ??= mkdtempSync(join(tmpdir(), 'holdfast-list-'));
    const list = join(this.#lists, 'paths');
    writeFileSync(list, bytesOf(this.#roots.map((path) => `./${path}\0`).join('')));
    return list;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#lists !== null) rmSync(this.#lists, { recursive: true, force: true });
    this.#tar?.child.process.kill('SIGKILL');
    await this.#tar?.child.ended.catch(() => undefined);
  }
}
