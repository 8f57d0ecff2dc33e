import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { pathBelow } from '../files/names.ts';

/**
 * Everything that a restore must bring back, one line an entry, in an order of its own: path, type, mode, owner, size,
 * mtime in ns, SHA-256, which names are one file, link targets, and all attributes. Written apart from the code it judges.
 */
export function describedTree(root: string): string[] {
  const lines: string[] = [];
  const sockets = new Set<string>();
  const firstName = new Map<bigint, string>();
  const visit = (name: string) => {
    const path = pathBelow(root, name);
    const stat = lstatSync(path, { bigint: true });
    if (stat.isSocket()) {
      sockets.add(`# file: ${name}`);
      return;
    }
    const own = `${JSON.stringify(name)} ${stat.mode.toString(8)} ${stat.uid}:${stat.gid} ${stat.mtimeNs}`;
    if (stat.isDirectory()) {
      lines.push(own);
      for (const child of readdirSync(path, { encoding: 'latin1' }).sort())
        visit(name === '' ? child : `${name}/${child}`);
      return;
    }
    const first = firstName.get(stat.ino) ?? name;
    firstName.set(stat.ino, first);
    const content = stat.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    const target = stat.isSymbolicLink() ? readlinkSync(path, { encoding: 'latin1' }) : '';
    lines.push(`${own} ${stat.size} ${content} ${JSON.stringify(target)} is ${JSON.stringify(first)}`);
  };
  visit('');
  const attributes = execFileSync('getfattr', ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'hex', '--', '.'], {
    cwd: root,
    maxBuffer: 2 ** 28,
  });
  const blocks = attributes.toString('latin1').split('\n\n');
  return [
    ...lines,
    ...blocks
      .filter((block) => !sockets.has(block.split('\n', 1)[0] ?? ''))
      .map((block) => block.trimEnd())
      .sort(),
  ];
}
