import { expect, test } from 'vitest';
import { connectDocker, endpointOf, pingDocker } from './connect.ts';

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

test('a daemon that is not there is reported with its endpoint', async () => {
  await expect(pingDocker(connectDocker('unix:///nonexistent/docker.sock'))).rejects.toMatchObject({
    code: 'docker.unreachable',
    params: { endpoint: 'unix:///nonexistent/docker.sock' },
  });
});
