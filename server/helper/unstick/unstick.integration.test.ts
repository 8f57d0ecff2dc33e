import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workplace } from '../testing/workplace.ts';
import { isShimOf } from './processes.ts';

const at = workplace();
const newId = () => randomBytes(32).toString('hex');

it('ends the shim of this container and of no other', async () => {
  const [one, other] = [newId(), newId()];
  await using shim = await startShim(one);
  await using bystander = await startShim(other);
  const died = once(shim.child, 'exit');
  expect(await at.helper.order('unstick.end-task', { container: one })).toEqual({ ended: true });
  expect(await died).toEqual([null, 'SIGKILL']);
  expect(await at.helper.order('unstick.end-task', { container: one })).toEqual({ ended: false });
  expect(bystander.child.exitCode ?? bystander.child.signalCode).toBeNull();
});

it('knows a shim by its program and its container', () => {
  const id = 'a'.repeat(64);
  expect(isShimOf(['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id], id)).toBe(true);
  expect(isShimOf(['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', 'b'.repeat(64)], id)).toBe(false);
  expect(isShimOf(['/usr/bin/vim', '-id', id], id)).toBe(false);
  expect(isShimOf([id], id)).toBe(false);
});

it('removes a task’s folder that was never filled, and not what a link in it points at', async () => {
  const { container, folder, work } = newBundle();
  expect(await at.helper.order('unstick.remove-bundle', { container, folder })).toEqual({ removed: true });
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(work)).toEqual(['kept']);
});

it('leaves a task’s folder whole whose root file system is there', async () => {
  const { container, folder } = newBundle();
  writeFileSync(join(folder, 'rootfs', 'file'), '');
  expect(await at.helper.order('unstick.remove-bundle', { container, folder })).toEqual({ removed: false });
  expect(readdirSync(folder)).toEqual(['config.json', 'rootfs', 'work']);
});

it('leaves the folder of a task whole that has a shim', async () => {
  const { container, folder } = newBundle();
  await using _ = await startShim(container);
  expect(await at.helper.order('unstick.remove-bundle', { container, folder })).toEqual({ removed: false });
  expect(readdirSync(folder)).toEqual(['config.json', 'rootfs', 'work']);
});

/** As containerd leaves one that is killed while it writes the first file. */
function newBundle() {
  const place = at.fresh();
  const container = newId();
  const [folder, work] = [join(place, container), join(place, 'work')];
  for (const made of [folder, work, join(folder, 'rootfs')]) mkdirSync(made);
  writeFileSync(join(folder, 'config.json'), '');
  writeFileSync(join(work, 'kept'), '');
  symlinkSync(work, join(folder, 'work'));
  return { container, folder, work };
}

/** Something that looks like a shim: containerd makes one of its own kind only. */
async function startShim(id: string) {
  const argv0 = 'containerd-shim-runc-v2';
  const code = 'console.log("here"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', code, '--', '-id', id], { argv0, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return { child, [Symbol.asyncDispose]: async () => void child.kill('SIGKILL') };
}
