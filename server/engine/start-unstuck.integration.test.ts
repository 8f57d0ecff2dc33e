import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ensureHelperImage } from '../../demo/images/helper.ts';
import type { JobId } from '../archive/ids.ts';
import { connectDocker } from '../docker/index.ts';
import { messageOf } from '../errors/error.ts';
import type { EngineDeps } from './dependencies.ts';
import { type OwnDaemon, ownDaemon } from './restore/testing/own-daemon.ts';
import { startUnstuck } from './start-unstuck.ts';

/** Kills at other moments of a start, until one hits; most do within three. */
const moments = Array.from({ length: 20 }, (_, nth) => 30 + ((nth * 13) % 120));

test('a container whose start Docker lost when it was killed is started all the same', async (context) => {
  await using daemon = await ownDaemon({ address: '10.214.122.1/24' }).catch((error: unknown) =>
    context.skip(`no second dockerd runs on this machine: ${messageOf(error)}`),
  );
  const docker = connectDocker(daemon.host);
  const Image = await ensureHelperImage(docker);
  const HostConfig = { NetworkMode: 'none', RestartPolicy: { Name: 'unless-stopped' as const } };
  const web = await docker.createContainer({ name: 'web', Image, Cmd: ['sleep', 'infinity'], HostConfig });
  for (const ms of moments) {
    const refusal = await startKilled(daemon, () => web.start(), ms);
    if (/already exists/.test(refusal)) {
      const deps = { docker, helperImage: Image, instance: 'start-unstuck-test' } as EngineDeps;
      await startUnstuck(deps, 'abcdefghijkl' as JobId, web.id);
      expect((await web.inspect()).State.Status).toBe('running');
      return;
    }
    await web.stop({ t: 0 });
  }
  context.skip('this Docker loses no start');
});

/** Kills Docker while it starts a container, and starts both again. @returns what Docker says of that; empty where it is fine */
async function startKilled(daemon: OwnDaemon, start: () => Promise<unknown>, ms: number): Promise<string> {
  const broken = start().catch(() => undefined);
  await delay(ms);
  daemon.killDaemon();
  await broken;
  await daemon.startDaemon();
  return start().then(() => '', messageOf);
}
