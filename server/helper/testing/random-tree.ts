import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { bytesOf, pathBelow } from '../files/names.ts';

/** Numbers that follow from a seed (mulberry32). */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const oddParts = [
  'a',
  'b b',
  '\n',
  '\xff\xfe',
  '\xc3\xa4',
  '\\',
  '"',
  "'",
  '*',
  '-',
  '=',
  '%',
  ' ',
  '\t',
  '\x01',
  '\\n',
  '0',
];
const modes = [0o644, 0o600, 0o755, 0o4755, 0o2755, 0o1777, 0o000, 0o2770, 0o444];
const owners = [0, 1, 33, 1000, 100_000];

/** A folder full of everything a volume may hold, and somebody who goes on changing it. */
export class RandomTree {
  readonly root: string;
  readonly #decoy: string;
  readonly #random: (below: number) => number;
  #folders = [''];
  #others: string[] = [];

  /** @param decoy where links that lead out of the tree point: never at anything that matters, since changes may follow them */
  constructor(root: string, decoy: string, seed: number) {
    this.root = root;
    this.#decoy = decoy;
    this.#random = randomFrom(seed);
  }

  /** One change, at random; one that meets its match (a name taken, a file gone) does nothing. */
  change(): void {
    const change = this.#pick(this.#changes);
    try {
      change();
    } catch (error) {
      if (
        ![
          'ENOENT',
          'EEXIST',
          'ENOTDIR',
          'EISDIR',
          'EINVAL',
          'ENOTEMPTY',
          'ENXIO',
          'EPERM',
          'ENAMETOOLONG',
          'EMLINK',
          'ELOOP',
        ].includes((error as NodeJS.ErrnoException).code ?? '')
      )
        throw error;
    }
  }

  get #changes(): (() => void)[] {
    const file = () => this.#writeFile();
    const folder = () => this.#makeFolder();
    return [file, file, file, file, folder, folder, ...this.#single, ...this.#attributes];
  }

  get #single(): (() => void)[] {
    return [
      () => this.#write(this.#anyOther(), this.#random(5000), null),
      () => this.#write(this.#anyOther(), 20, this.#random(600)),
      () => this.#truncate(this.#anyOther()),
      () => fs.rmSync(this.#at(this.#anyOther()), { recursive: true }),
      () => this.#rename(this.#anyOther(), 'other'),
      () => this.#rename(this.#pick(this.#folders), 'folder'),
      () => this.#rename(this.#pick(this.#folders), 'folder'),
      () => this.#removeFolder(),
      () => this.#link(),
      () => this.#link(),
      () => this.#symlink(),
      () => this.#fifo(),
      () => this.#sparse(),
      () => this.#socket(),
    ];
  }

  get #attributes(): (() => void)[] {
    const any = () => this.#at(this.#any());
    const byInput = (command: string, ...args: string[]) => {
      try {
        execFileSync('xargs', ['-0', command, ...args, '--'], {
          input: bytesOf(`${this.root}/${this.#any()}\0`),
          stdio: ['pipe', 'ignore', 'ignore'],
        });
      } catch {
        // such an attribute doesn't go on such a file
      }
    };
    return [
      () => fs.chmodSync(this.#at(this.#notLink()), this.#pick(modes)),
      () => fs.chmodSync(this.#at(this.#notLink()), this.#pick(modes)),
      () => fs.lchownSync(any(), this.#pick(owners), this.#pick(owners)),
      () =>
        fs.lutimesSync(any(), 1, this.#random(2 ** 31) * (this.#random(8) === 0 ? -1 : 1) + this.#random(1e6) / 1e6),
      () =>
        byInput(
          'setfattr',
          '-h',
          '-n',
          `user.${this.#pick(['a', 'b=c', 'long %25'])}`,
          '-v',
          `0x${this.#bytes(this.#random(60)).toString('hex')}`,
        ),
      () => byInput('setfacl', '-m', `u:${this.#pick(owners)}:r-x`),
      () => byInput('setfacl', '-d', '-m', `g:${this.#pick(owners)}:rwx`),
      () => byInput('setfacl', '-b'),
      () => byInput('setfattr', '-n', 'security.capability', '-v', '0x0100000200040000000000000000000000000000'),
    ];
  }

  #writeFile(): void {
    const path = this.#newPath();
    fs.writeFileSync(this.#at(path), this.#bytes(this.#random(4) === 0 ? this.#random(200_000) : this.#random(600)), {
      flag: 'wx',
    });
    this.#others.push(path);
  }

  /** In place, or at the end. */
  #write(path: string, length: number, at: number | null): void {
    const file = this.#open(path);
    fs.writeSync(file, this.#bytes(length), 0, length, at ?? fs.fstatSync(file).size);
    fs.closeSync(file);
  }

  #truncate(path: string): void {
    const file = this.#open(path);
    fs.ftruncateSync(file, this.#random(3000));
    fs.closeSync(file);
  }

  /** Through no link, and without waiting for the reader of a FIFO. */
  #open(path: string): number {
    const { O_WRONLY, O_NONBLOCK, O_NOFOLLOW } = fs.constants;
    return fs.openSync(this.#at(path), O_WRONLY | O_NONBLOCK | O_NOFOLLOW);
  }

  #makeFolder(): void {
    const path = this.#newPath();
    fs.mkdirSync(this.#at(path));
    this.#folders.push(path);
  }

  #removeFolder(): void {
    if (this.#folders.length < 8) return;
    const path = this.#pick(this.#folders.slice(1));
    fs.rmSync(this.#at(path), { recursive: true });
    this.#forget(path);
  }

  #rename(from: string, kind: 'folder' | 'other'): void {
    const to = this.#random(4) === 0 ? this.#any() : this.#newPath();
    if (from === '' || to === '' || `${to}/`.startsWith(`${from}/`)) return;
    fs.renameSync(this.#at(from), this.#at(to));
    const moved = (path: string) =>
      path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
    if (kind === 'folder') this.#folders = this.#folders.map(moved);
    this.#others = this.#others.map(moved);
  }

  #link(): void {
    const path = this.#newPath();
    fs.linkSync(this.#at(this.#anyOther()), this.#at(path));
    this.#others.push(path);
  }

  #symlink(): void {
    const path = this.#newPath();
    const outward = [`${this.#decoy}/file`, this.#decoy, '../decoy', '../../decoy/file'];
    const targets = [...outward, '.', 'gone\n', '\xff', this.#any() || 'x', 'y'.repeat(150)];
    fs.symlinkSync(bytesOf(this.#pick(targets)), this.#at(path));
    this.#others.push(path);
  }

  #sparse(): void {
    const path = this.#newPath();
    const file = fs.openSync(this.#at(path), 'wx');
    for (let at = 0; at < 4; at += 1)
      fs.writeSync(file, this.#bytes(100 + this.#random(9000)), 0, 100, this.#random(40) * 65_536);
    fs.ftruncateSync(file, 3_000_000 + this.#random(1000));
    fs.closeSync(file);
    this.#others.push(path);
  }

  /** Gone again at once or left behind: tar ignores it either way. */
  #socket(): void {
    const path = `${this.root}/s${this.#random(1000)}`;
    if (path.length < 100)
      createServer()
        .listen(path)
        .unref()
        .on('error', () => undefined);
  }

  #fifo(): void {
    const path = `p${this.#random(10_000)}`;
    if (fs.lstatSync(this.#at(path), { throwIfNoEntry: false })) return;
    execFileSync('mkfifo', [`${this.root}/${path}`], { stdio: 'ignore' });
    this.#others.push(path);
  }

  #forget(folder: string): void {
    const stays = (path: string) => path !== folder && !path.startsWith(`${folder}/`);
    this.#folders = this.#folders.filter(stays);
    this.#others = this.#others.filter(stays);
  }

  #newPath(): string {
    const folder = this.#pick(this.#folders);
    const parts = Array.from({ length: 1 + this.#random(3) }, () => this.#pick(oddParts));
    const name = `${parts.join('')}${this.#random(50)}${this.#random(30) === 0 ? 'n'.repeat(120) : ''}`;
    return folder === '' ? name : `${folder}/${name}`;
  }

  #any(): string {
    return this.#random(3) === 0 ? this.#pick(this.#folders) : this.#anyOther();
  }

  #anyOther(): string {
    return this.#others.length === 0 ? 'none' : this.#pick(this.#others);
  }

  #notLink(): string {
    const path = this.#any();
    return fs.lstatSync(this.#at(path)).isSymbolicLink() ? 'none' : path;
  }

  #at(path: string): Buffer {
    return pathBelow(this.root, path);
  }

  #bytes(length: number): Buffer {
    return Buffer.alloc(length, `${this.#random(1_000_000_007)} `);
  }

  #pick<T>(from: readonly T[]): T {
    const found = from[this.#random(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  }
}
