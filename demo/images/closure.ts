import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { run } from '../run.ts';
import { namesBelow } from '../walk.ts';

/** A file of the machine that goes into an image: `root` + `name` is where it lies, `name` where it goes. */
export type Entry = { root: string; name: string };

/**
 * Everything that programs need to run: the files themselves, the shared libraries of all of them, and the links in
 * between, so that `/usr/bin/sh -> dash` works in the image as it does here.
 * @param wanted programs by name or files by absolute path; folders are taken whole.
 * @param roots searched in order: the machine, then folders into which packages were unpacked.
 */
export async function closureOf(wanted: { files: string[]; folders: string[] }, roots: string[]): Promise<Entry[]> {
  const found = new Map<string, Entry>();
  const add = (entry: Entry) => found.set(entry.name, found.get(entry.name) ?? entry);
  for (const file of wanted.files) for (const entry of linksTo(locate(file, roots))) add(entry);
  for (const folder of wanted.folders) for (const entry of treeOf(folder, roots)) add(entry);
  const binaries = [...found.values()].map(fileOf).filter(mayNeedLibraries);
  for (const library of await librariesOf(binaries, roots))
    for (const entry of linksTo(entryOf(library, roots))) add(entry);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function fileOf(entry: Entry): string {
  return path.join(entry.root, entry.name);
}

const programFolders = ['usr/local/bin', 'usr/bin', 'bin', 'usr/sbin', 'sbin'];

/** @throws when no root has the program. */
function locate(program: string, roots: string[]): Entry {
  const names = program.startsWith('/') ? [program] : programFolders.map((folder) => path.join(folder, program));
  for (const root of roots) {
    for (const name of names) if (exists(path.join(root, name))) return entryOf(path.join(root, name), roots);
  }
  throw new Error(`The program ${program} is missing on this machine.`);
}

/** The same file with the links in its folders resolved: /lib/x.so and /usr/lib/x.so are one. */
function entryOf(file: string, roots: string[]): Entry {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  const root = roots.findLast((candidate) => real.startsWith(`${candidate.replace(/\/$/, '')}/`)) ?? '/';
  return { root, name: path.relative(root, real) };
}

/** The entry and, where it is a link, everything the link leads to. */
function linksTo(entry: Entry): Entry[] {
  const file = fileOf(entry);
  if (!lstatSync(file).isSymbolicLink()) return [entry];
  const target = readlinkSync(file);
  const next = target.startsWith('/') ? path.join(entry.root, target) : path.resolve(path.dirname(file), target);
  return [entry, ...linksTo(entryOf(next, [entry.root]))];
}

function treeOf(folder: string, roots: string[]): Entry[] {
  const root = roots.find((candidate) => exists(path.join(candidate, folder)));
  if (!root) throw new Error(`The folder ${folder} is missing on this machine.`);
  return namesBelow(path.join(root, folder))
    .map((name) => path.join(root, folder, name))
    .filter((file) => !lstatSync(file).isDirectory())
    .map((file) => entryOf(file, roots));
}

function mayNeedLibraries(file: string): boolean {
  const stat = lstatSync(file);
  return stat.isFile() && (/\.so(\.|$)/.test(file) || (stat.mode & 0o111) !== 0);
}

/** Paths of the shared libraries, the loader included. What is no ELF file (a script) has none. */
async function librariesOf(files: string[], roots: string[]): Promise<string[]> {
  const own = roots
    .slice(1)
    .flatMap((root) => ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((f) => path.join(root, f)));
  const env = { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: own.join(':') };
  // ldd ends with 1 as soon as one of the files is no dynamic executable.
  const text = await run('sh', ['-c', 'ldd "$@" 2>/dev/null || true', 'sh', ...files], { env });
  const missing = /^\s+(\S+) => not found/m.exec(text);
  if (missing) throw new Error(`The library ${missing[1]} is missing on this machine.`);
  return [...new Set([...text.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map((match) => String(match[1])))];
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
