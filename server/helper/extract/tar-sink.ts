import { type Child, startChild, writeTo } from '../process/child.ts';
import { type Complaints, complaintsOf, wordsOf } from '../process/complaints.ts';
import { run } from '../process/run.ts';
import type { Sink } from '../stack/read-stack.ts';

const flags = [
  '-x',
  '-p',
  '--same-owner',
  '--numeric-owner',
  '--xattrs',
  '--xattrs-include=*',
  '--delay-directory-restore',
  '-f',
  '-',
];

/** Carries out a stack in `root`: stock rm and tar, which get only what was checked. */
export class TarSink implements Sink, AsyncDisposable {
  readonly #root: string;
  readonly #signal: AbortSignal;
  #tar: { child: Child; complaints: Promise<Complaints> } | null = null;

  constructor(root: string, signal: AbortSignal) {
    this.#root = root;
    this.#signal = signal;
  }

  async deletes(list: Buffer): Promise<void> {
    await run('xargs', ['-0', '-r', 'rm', '-rf', '--'], { cwd: this.#root, signal: this.#signal, input: [list] });
  }

  beginTar(): void {
    const child = startChild('tar', flags, {
      cwd: this.#root,
      stdio: ['pipe', 'ignore', 'pipe'],
      signal: this.#signal,
    });
    this.#tar = { child, complaints: complaintsOf(child.process.stderr) };
  }

  /** Tar ends by itself when it has read the archive's end, and what follows it is of no use: its exit code decides. */
  async write(chunk: Buffer): Promise<void> {
    const input = this.#tar?.child.process.stdin;
    if (input) await writeTo(input, chunk);
  }

  /** @throws Error with what tar said, when it failed */
  async endTar(): Promise<void> {
    if (this.#tar === null) return;
    const { child, complaints } = this.#tar;
    child.process.stdin?.end();
    const [code, said] = await Promise.all([child.ended, complaints]);
    this.#signal.throwIfAborted();
    this.#tar = null;
    if (code !== 0) throw new Error(wordsOf('tar', code, said));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#tar?.child.process.kill('SIGKILL');
    await this.#tar?.child.ended.catch(() => undefined);
  }
}
