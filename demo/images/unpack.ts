import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, demoFolder } from '../clone.ts';
import { run } from '../run.ts';

/**
 * Servers that images need. Where the machine has them they are taken from there; else their Debian packages are only
 * unpacked: installing PostgreSQL or mosquitto would start them on this machine.
 */
const servers = [
  { package: 'postgresql-15', proof: 'usr/lib/postgresql/15/bin/postgres' },
  { package: 'mosquitto', proof: 'usr/sbin/mosquitto' },
];

/** Large or of no use in an image: the JIT compiler and the tools that manage clusters. */
const notNeeded = /^(libllvm|postgresql-common|postgresql-client-common|ssl-cert|perl|lsb-|init-system|libjson-perl)/;

const unpackedFolder = path.join(cacheFolder, 'unpacked');
const log = path.join(demoFolder, 'packages.log');

/** Where images take their files from: this machine, then what was unpacked. */
export function imageRoots(): string[] {
  return existsSync(unpackedFolder) ? ['/', unpackedFolder] : ['/'];
}

/** Unpacks the servers' packages that this machine lacks. A kill in the middle leaves nothing that counts as done. */
export async function ensureServers(): Promise<void> {
  const missing = servers.filter(({ proof }) => !imageRoots().some((root) => existsSync(path.join(root, proof))));
  if (missing.length === 0) return;
  const draft = `${unpackedFolder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const packages = path.join(draft, 'packages');
  mkdirSync(packages, { recursive: true });
  const names = await packagesFor(
    missing.map((each) => each.package),
    packages,
  );
  // As another user apt could not write into our folder.
  await run('apt-get', ['download', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=3', ...names], {
    cwd: packages,
    log,
  });
  for (const file of readdirSync(packages)) await run('dpkg-deb', ['-x', path.join(packages, file), draft], { log });
  rmSync(packages, { recursive: true });
  rmSync(unpackedFolder, { recursive: true, force: true });
  renameSync(draft, unpackedFolder);
}

/** The packages and what they need beyond what is installed here. Refreshes apt's lists only when it must. */
async function packagesFor(names: string[], empty: string): Promise<string[]> {
  // What lies in apt's cache has no address any more and would not be listed: show it an empty one.
  const options = ['--print-uris', '-qq', '-y', '--no-install-recommends', '-o', `Dir::Cache::archives=${empty}`];
  const ask = () => run('apt-get', ['install', ...options, ...names]);
  const answer = await ask().catch(async () => {
    await run('apt-get', ['update', '-qq'], { log });
    return await ask();
  });
  return [...answer.matchAll(/^'\S+' ([^_\s]+)_/gm)]
    .map((match) => String(match[1]))
    .filter((name) => !notNeeded.test(name));
}
