import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Docker } from '../connect.ts';

/**
 * Imports an image made of programs of this machine with the libraries they load; no registry is needed.
 * @param files further files, by their path in the image.
 */
export async function makeTestImage(
  docker: Docker,
  tag: string,
  programs: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'holdfast-image-'));
  try {
    for (const folder of ['tmp', 'proc', 'sys', 'dev', 'etc', 'run', 'var']) mkdirSync(path.join(root, folder));
    symlinkSync('/run', path.join(root, 'var/run')); // as in Debian's images
    for (const program of programs) addProgram(root, program);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const tar = spawn('tar', ['-C', root, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [repo, version] = tag.split(':');
    const answer = await docker.importImage(tar.stdout, { fromSrc: '-', repo, tag: version, changes: 'ENV PATH=/bin' });
    for await (const _ of answer);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function addProgram(root: string, program: string): void {
  copy(root, realpathSync(program), path.join('/bin', path.basename(program)));
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  for (const [, library] of libraries) if (library) copy(root, realpathSync(library), library);
}

function copy(root: string, from: string, to: string): void {
  mkdirSync(path.dirname(path.join(root, to)), { recursive: true });
  cpSync(from, path.join(root, to));
}
