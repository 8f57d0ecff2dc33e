import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Fingerprint } from '../../archive/fingerprint.ts';
import { bytesOf } from '../files/names.ts';
import { startChild } from '../process/child.ts';
import { complaintsOf, wordsOf } from '../process/complaints.ts';
import { run } from '../process/run.ts';
import type { TreeModel } from '../stack/tree-model.ts';

/** Extended attributes (ACLs among them) that a file has and should not, or should and has not. */
export type AttributeDifference = { path: string; set: Map<string, Buffer>; remove: string[] };

/** The host's policy labels every file it makes; that is its own affair. */
const hostsOwn = new Set(['security.selinux']);

/** Compares the attributes of every file with those in the archive. */
export async function attributeDifferences(
  root: string,
  tree: Fingerprint,
  model: TreeModel,
  signal: AbortSignal,
): Promise<AttributeDifference[]> {
  // New files have attributes from the archive or by inheriting a default ACL, and nowhere else from.
  if (!model.hasXattrs && (await readAttributes(root, 'itself', signal)).size === 0) return [];
  const real = await readAttributes(root, 'whole', signal);
  const found: AttributeDifference[] = [];
  for (let index = 0; index < tree.count; index += 1) {
    const path = tree.path(index);
    const node = model.at(path);
    const wanted = node === null ? new Map<string, Buffer>() : model.xattrsOf(node);
    const there = real.get(path);
    if (wanted.size === 0 && there === undefined) continue;
    const difference = compared(path, wanted, there ?? new Map());
    if (difference.set.size + difference.remove.length > 0) found.push(difference);
  }
  return found;
}

/** Whether any file has attributes. */
export async function hasAttributes(root: string, signal: AbortSignal): Promise<boolean> {
  let found = false;
  await getfattr(root, ['-R', '-P'], signal, async (output) => {
    // Names of attributes stand in lines of their own; those of files behind a number sign.
    for await (const line of createInterface({ input: output }))
      found ||= line !== '' && !line.startsWith('#') && !hostsOwn.has(line);
  });
  return found;
}

function compared(
  path: string,
  wanted: ReadonlyMap<string, Buffer>,
  there: ReadonlyMap<string, Buffer>,
): AttributeDifference {
  const set = new Map(
    [...wanted].filter(([name, value]) => !hostsOwn.has(name) && there.get(name)?.equals(value) !== true),
  );
  return { path, set, remove: [...there.keys()].filter((name) => !hostsOwn.has(name) && !wanted.has(name)) };
}

/** Attributes by path, of the files that have any. */
async function readAttributes(
  root: string,
  depth: 'whole' | 'itself',
  signal: AbortSignal,
): Promise<Map<string, Map<string, Buffer>>> {
  const all = new Map<string, Map<string, Buffer>>();
  const whole = depth === 'whole' ? ['-R', '-P'] : [];
  await getfattr(root, [...whole, '-d', '-e', 'hex'], signal, (output) => parse(output, all));
  return all;
}

/** Attributes of every kind, of links themselves. @throws Error with what getfattr said, when it failed */
async function getfattr(
  root: string,
  options: readonly string[],
  signal: AbortSignal,
  read: (output: Readable) => Promise<void>,
): Promise<void> {
  const child = startChild('getfattr', [...options, '-h', '-m', '-', '--', '.'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const { stdout, stderr } = child.process;
  const [complaints, code] = await Promise.all([complaintsOf(stderr), child.ended, stdout && read(stdout)]);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(wordsOf('getfattr', code, complaints));
}

async function parse(stream: Readable, all: Map<string, Map<string, Buffer>>): Promise<void> {
  let rest = '';
  let current = new Map<string, Buffer>();
  for await (const chunk of stream) {
    const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('# file: ')) {
        current = new Map();
        all.set(relative(unescaped(line.slice('# file: '.length))), current);
      } else if (line !== '') {
        const equals = line.indexOf('=0x');
        const [name, hex] = equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 3)];
        current.set(unescaped(name), Buffer.from(hex, 'hex'));
      }
    }
  }
}

function relative(name: string): string {
  return name === '.' ? '' : name.startsWith('./') ? name.slice(2) : name;
}

/** getfattr writes odd bytes of names as `\ooo`. */
function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}

/**
 * Sets and removes what differs. What may not be set (`trusted.*` without SYS_ADMIN) stays different, and the comparison
 * afterwards says so.
 */
export async function mendAttributes(
  root: string,
  found: readonly AttributeDifference[],
  signal: AbortSignal,
): Promise<void> {
  const restores: Buffer[] = [];
  const removals = new Map<string, Buffer[]>();
  for (const { path, set, remove } of found) {
    for (const name of remove) removals.set(name, [...(removals.get(name) ?? []), bytesOf(`./${path}\0`)]);
    if (set.size === 0) continue;
    const lines = [...set].map(([name, value]) => `${escaped(name)}=0x${value.toString('hex')}\n`);
    restores.push(Buffer.from(`# file: ${escaped(`./${path}`)}\n${lines.join('')}\n`, 'latin1'));
  }
  const tolerant = async (command: string, args: string[], input: Buffer[]) => {
    await run(command, args, { cwd: root, signal, input }).catch(() => signal.throwIfAborted());
  };
  // Names of files are bytes and arguments are UTF-8, so names go in by standard input.
  for (const [name, paths] of removals) await tolerant('xargs', ['-0', 'setfattr', '-h', '-x', name, '--'], paths);
  if (restores.length > 0) await tolerant('setfattr', ['-h', '--restore=-'], restores);
}

function escaped(text: string): string {
  return text.replaceAll(/[^!-<>-[\]-~]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
