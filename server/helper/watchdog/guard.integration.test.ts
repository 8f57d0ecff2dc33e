import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HelperProcess } from '../testing/helper-process.ts';
import { workplace } from '../testing/workplace.ts';

const at = workplace();

describe('the watchdog', () => {
  /** Docker's API as far as it is needed: fails twice, then unpauses. It takes `frozen` for running, though that is paused. */
  function fakeDocker(socket: string) {
    const seen = { unpaused: [] as string[], calls: [] as string[], restarted: [] as string[] };
    const watched = Promise.withResolvers<void>();
    const server = createHttpServer((request, response) => {
      const [, kind, container = '', what = ''] = request.url?.split('/') ?? [];
      if (kind?.startsWith('events')) {
        response.writeHead(200).flushHeaders();
        watched.resolve();
        return;
      }
      if (what === 'exec') {
        response.writeHead(201).end(JSON.stringify({ Id: container }));
        return;
      }
      if (kind === 'exec') {
        const why = container === 'frozen' ? 'cannot exec in a paused state' : 'no such file';
        response.writeHead(400).end(JSON.stringify({ message: why }));
        return;
      }
      if (what.startsWith('restart')) {
        seen.restarted.push(container);
        response.writeHead(204).end();
        return;
      }
      seen.calls.push(container);
      if (what === 'start') {
        // One that never starts keeps no other from it; one whose stop was under way has to be started twice.
        if (container === 'broken') response.writeHead(500).end('{"message":"no such device"}');
        else response.writeHead(204).end();
        return;
      }
      if (container === 'running' || container === 'frozen')
        response.writeHead(409).end('{"message":"Container running is not paused"}');
      else if (seen.calls.filter((each) => each === container).length < 3)
        response.writeHead(500).end('{"message":"later"}');
      else {
        seen.unpaused.push(container);
        response.writeHead(204).end();
      }
    });
    server.listen(socket);
    const close = () => {
      server.close();
      server.closeAllConnections();
    };
    return { ...seen, watched: watched.promise, close };
  }

  it('resumes at the deadline, trying until it succeeds, and again after the next arming', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const docker = fakeDocker(socket);
    await at.helper.order('watchdog.arm', {
      socket,
      containers: ['a', 'running'],
      stopped: [],
      running: [],
      deadlineMs: 10,
    });
    while (docker.unpaused.length < 1) await new Promise((next) => setTimeout(next, 5));
    expect(docker.unpaused).toEqual(['a']);
    await at.helper.order('watchdog.arm', {
      socket,
      containers: ['b'],
      stopped: [],
      running: [],
      deadlineMs: 3_600_000,
    });
    await at.helper.order('watchdog.disarm', {});
    expect(docker.calls).not.toContain('b');
    docker.close();
  });

  it('resumes when the app dies, though Docker comes back only later, and then ends', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const own = new HelperProcess();
    await own.order('watchdog.arm', {
      socket,
      containers: ['a', 'b'],
      stopped: [],
      running: [],
      deadlineMs: 3_600_000,
    });
    own.process.stdin?.end();
    const docker = fakeDocker(socket);
    await once(own.process, 'exit');
    expect(docker.unpaused.sort()).toEqual(['a', 'b']);
    docker.close();
  });

  it('does not end before all runs, though the app dies while the deadline’s work is under way', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const own = new HelperProcess();
    const docker = fakeDocker(socket);
    await own.order('watchdog.arm', { socket, containers: ['a'], stopped: [], running: [], deadlineMs: 1 });
    while (docker.calls.length < 1) await new Promise((next) => setTimeout(next, 5));
    own.process.stdin?.end();
    expect(await once(own.process, 'exit')).toEqual([0, null]);
    expect(docker.unpaused).toEqual(['a']);
    docker.close();
  });

  it('lets all run as soon as Docker itself ends and is back, however long the app would still have', async () => {
    const socket = join(at.fresh(), 'docker.sock');
    const dying = fakeDocker(socket);
    const held = { socket, containers: ['a'], stopped: [], running: ['ended', 'a'] };
    const own = new HelperProcess();
    await own.order('watchdog.arm', { ...held, deadlineMs: 3_600_000 });
    await dying.watched;
    dying.close();
    const docker = fakeDocker(socket);
    expect(await once(own.process, 'exit')).toEqual([0, null]);
    expect(docker.unpaused).toEqual(['a']);
    expect(docker.calls.slice(-2)).toEqual(['ended', 'a']);
    docker.close();
  });

  it('that was killed and is back lets all run that ran, then ends for good', async () => {
    const [socket, note] = [join(at.fresh(), 'docker.sock'), join(at.fresh(), 'note.json')];
    const killed = new HelperProcess(note);
    const held = { socket, containers: ['a', 'frozen'], stopped: [], running: ['ended', 'a'] };
    await killed.order('watchdog.arm', { ...held, deadlineMs: 3_600_000 });
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    const docker = fakeDocker(socket);
    expect(await once(new HelperProcess(note).process, 'exit')).toEqual([0, null]);
    expect(docker.unpaused).toEqual(['a']);
    expect(docker.calls.slice(-2)).toEqual(['ended', 'a']);
    expect(docker.restarted).toEqual(['frozen']);
    const calls = docker.calls.length;
    expect(await once(new HelperProcess(note).process, 'exit')).toEqual([0, null]);
    expect(docker.calls).toHaveLength(calls);
    docker.close();
  });

  it('that guarded nothing when it was killed does nothing when it is back', async () => {
    const [socket, note] = [join(at.fresh(), 'docker.sock'), join(at.fresh(), 'note.json')];
    const killed = new HelperProcess(note);
    const held = { socket, containers: ['a'], stopped: [], running: ['a'] };
    await killed.order('watchdog.arm', { ...held, deadlineMs: 3_600_000 });
    await killed.order('watchdog.disarm', {});
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');
    const docker = fakeDocker(socket);
    expect(await once(new HelperProcess(note).process, 'exit')).toEqual([0, null]);
    expect(docker.calls).toEqual([]);
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
      running: [],
      deadlineMs: 3_600_000,
    });
    own.process.stdin?.end();
    while (docker.calls.filter((name) => name === 'last').length < 2) await new Promise((next) => setTimeout(next, 5));
    expect(docker.calls.slice(0, 6)).toEqual(['first', 'broken', 'last', 'first', 'broken', 'last']);
    own.process.kill('SIGKILL');
    docker.close();
  });
});
