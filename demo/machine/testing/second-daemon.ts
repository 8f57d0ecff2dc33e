import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { ignored } from '../../clone.ts';
import { run } from '../../run.ts';
import { type DaemonFolders, endDaemon } from '../daemon.ts';

/** Where a daemon of a test's own may run. Disposing ends it and takes all of that away. */
export type SecondDaemon = AsyncDisposable & {
  /** In the names of its folders. */
  name: string;
  folders: DaemonFolders;
  /** Options of dockerd. */
  apart: string[];
};

/**
 * Room for a second daemon beside whichever runs. It gets a bridge of its own and leaves the packet filter alone, so that
 * it touches nothing that they share. (--bridge=none would not do: it deletes docker0.)
 * @param address of the bridge; two daemons at a time need two
 */
export async function roomForSecondDaemon(address: string): Promise<SecondDaemon> {
  const random = randomBytes(3).toString('hex');
  const name = `test-dockerd-${random}`;
  const bridge = `hf-${random}`;
  const folders: DaemonFolders = {
    data: path.join(ignored, name, 'docker'),
    run: `/run/holdfast-${name}`,
    log: path.join(ignored, name, 'dockerd.log'),
  };
  await using made = new AsyncDisposableStack();
  await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
  made.defer(async () => void (await run('ip', ['link', 'delete', bridge])));
  await run('ip', ['address', 'add', address, 'dev', bridge]);
  made.defer(() => rmSync(path.join(ignored, name), { recursive: true, force: true }));
  made.defer(() => endDaemon(folders));
  const kept = made.move();
  const apart = [`--bridge=${bridge}`, '--iptables=false', '--ip-forward=false', '--ip-masq=false'];
  return { name, folders, apart, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
