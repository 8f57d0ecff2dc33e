import { readdirSync } from 'node:fs';
import { run } from '../run.ts';
import { allProcesses, isProgram } from './processes.ts';

/**
 * Removes the bridges of networks that no Docker knows any more: when a daemon's data was deleted, its bridges stay in
 * the kernel with their routes, and a new network of the same subnet would get no packets. Only where no daemon runs,
 * only bridges named as Docker names them, only those with nothing connected.
 */
export async function removeStaleBridges(): Promise<void> {
  if (allProcesses().some((each) => isProgram(each, 'dockerd'))) return;
  const bridges = readdirSync('/sys/class/net').filter((name) => /^br-[0-9a-f]{12}$/.test(name));
  for (const bridge of bridges) {
    if (readdirSync(`/sys/class/net/${bridge}/brif`).length === 0) await run('ip', ['link', 'delete', bridge]);
  }
}
