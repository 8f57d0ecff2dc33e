import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { workplace } from '../testing/workplace.ts';
import { isShimOf } from './end-shim.ts';

const at = workplace();

it('ends the shim of this container and of no other', async () => {
  const [one, other] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const [shim, bystander] = [await startShim(one), await startShim(other)];
  const died = once(shim, 'exit');
  expect(await at.helper.order('look.end-shim', { container: one })).toEqual({ ended: true });
  expect(await died).toEqual([null, 'SIGKILL']);
  expect(await at.helper.order('look.end-shim', { container: one })).toEqual({ ended: false });
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill('SIGKILL');
});

it('knows a shim by its program and its container', () => {
  const id = 'a'.repeat(64);
  expect(isShimOf(['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id], id)).toBe(true);
  expect(isShimOf(['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', 'b'.repeat(64)], id)).toBe(false);
  expect(isShimOf(['/usr/bin/vim', '-id', id], id)).toBe(false);
  expect(isShimOf([id], id)).toBe(false);
});

/** Something that looks like a shim: containerd makes one of its own kind only. */
async function startShim(id: string) {
  const argv0 = 'containerd-shim-runc-v2';
  const code = 'console.log("here"); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', code, '--', '-id', id], { argv0, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}
