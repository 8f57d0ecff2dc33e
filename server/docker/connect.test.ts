import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectDocker, endpointOf } from './connect.ts';

test('a socket, a bare path and an address are endpoints', () => {
  expect(endpointOf(connectDocker('unix:///run/docker.sock'))).toBe('unix:///run/docker.sock');
  expect(endpointOf(connectDocker('/run/docker.sock'))).toBe('unix:///run/docker.sock');
  expect(endpointOf(connectDocker('tcp://10.0.0.5:2375'))).toBe('tcp://10.0.0.5:2375');
  expect(endpointOf(connectDocker('10.0.0.5:2375'))).toBe('tcp://10.0.0.5:2375');
});

test('anything else is refused by name', () => {
  expect(() => connectDocker('gopher://x')).toThrow('gopher://x');
  expect(() => connectDocker('ssh://user@host')).toThrow('ssh://user@host');
});

test('an answer that ends before its body is an error: the daemon was killed while it was given', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-connect-'));
  const daemon = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', () => socket.destroy());
    });
  });
  const path = join(folder, 'docker.sock');
  await new Promise<void>((listening) => daemon.listen(path, listening));
  await expect(connectDocker(`unix://${path}`).getContainer('any').wait()).rejects.toThrow('aborted');
  daemon.close();
  rmSync(folder, { recursive: true });
});
