import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HelperProcess } from '../testing/helper-process.ts';
import { workplace } from '../testing/workplace.ts';

const at = workplace();

describe('the watchdog', () => {
  /** Docker's API as far as it is needed: fails twice, then unpauses. */
  function fakeDocker(socket: string): { unpaused: string[]; calls: string[]; close(): void } {
    const seen = { unpaused: [] as string[], calls: [] as string[] };
    const server = createHttpServer((request, response) => {
      const [, , container = '', what = ''] = request.url?.split('/') ?? [];
      seen.calls.push(container);
      if (what === 'start') {
        // One that never starts keeps no other from it; one whose stop was under way has to be started twice.
        if (container === 'broken') response.writeHead(500).end('{"message":"no such device"}');
        else response.writeHead(204).end();
        return;
      }
      if (container === 'running') response.writeHead(409).end('{"message":"Container running is not paused"}');
      else if (seen.calls.filter((each) => each === container).length < 3)
        response.writeHead(500).end('{"message":"later"}');
      else {
        seen.unpaused.push(container);
        response.writeHead(204).end();
      }
    });
    server.listen(socket);
    return { ...seen, close: () => server.close() };
  }

  it('resumes at the deadline, trying until it succeeds, and again after the next arming', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const docker = fakeDocker(socket);
    await at.helper.order('watchdog.arm', { socket, containers: ['a', 'running'], stopped: [], deadlineMs: 10 });
    while (docker.unpaused.length < 1) await new Promise((next) => setTimeout(next, 5));
    expect(docker.unpaused).toEqual(['a']);
    await at.helper.order('watchdog.arm', { socket, containers: ['b'], stopped: [], deadlineMs: 3_600_000 });
    await at.helper.order('watchdog.disarm', {});
    expect(docker.calls).not.toContain('b');
    docker.close();
  });

  it('resumes when the app dies, though Docker comes back only later, and then ends', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const own = new HelperProcess();
    await own.order('watchdog.arm', { socket, containers: ['a', 'b'], stopped: [], deadlineMs: 3_600_000 });
    own.process.stdin?.end();
    const docker = fakeDocker(socket);
    await once(own.process, 'exit');
    expect(docker.unpaused.sort()).toEqual(['a', 'b']);
    docker.close();
  });

  it('starts what was stopped, in order, and again, since a stop may still be under way', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const docker = fakeDocker(socket);
    const own = new HelperProcess();
    await own.order('watchdog.arm', {
      socket,
      containers: [],
      stopped: ['first', 'broken', 'last'],
      deadlineMs: 3_600_000,
    });
    own.process.stdin?.end();
    while (docker.calls.filter((name) => name === 'last').length < 2) await new Promise((next) => setTimeout(next, 5));
    expect(docker.calls.slice(0, 6)).toEqual(['first', 'broken', 'last', 'first', 'broken', 'last']);
    own.process.kill('SIGKILL');
    docker.close();
  });
});
