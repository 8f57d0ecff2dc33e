import { afterAll, beforeAll, beforeEach } from 'vitest';
import { messageOf } from '../../../errors/error.ts';
import { type Shop, startShop } from '../../backup/testing/shop.ts';
import { type OwnDaemon, type OwnDaemonOptions, ownDaemon } from './own-daemon.ts';

/** A dockerd for the tests beside this; they are skipped, with the reason, where none can run. */
export function ownDaemonForTests(options: OwnDaemonOptions): { daemon: OwnDaemon } {
  const at = {} as { daemon: OwnDaemon };
  let impossible = '';
  beforeAll(async () => {
    try {
      at.daemon = await ownDaemon(options);
    } catch (error) {
      impossible = `no second dockerd runs on this machine: ${messageOf(error)}`;
    }
  });
  afterAll(() => at.daemon?.[Symbol.asyncDispose]());
  beforeEach((context) => {
    if (impossible) context.skip(impossible);
  });
  return at;
}

/** As compose files have it. Docker keeps to the first two but for what it ended itself when it came back. */
const policies = { postgresql: 'unless-stopped', web: 'unless-stopped', worker: 'always' };

/** A shop on a dockerd of its own, which is left out of the environment again. */
export function shopOnOwnDaemon(options: OwnDaemonOptions): { daemon: OwnDaemon; shop: Shop } {
  const usual = process.env.DOCKER_HOST;
  const at = ownDaemonForTests(options) as { daemon: OwnDaemon; shop: Shop };
  beforeAll(async () => {
    if (!at.daemon) return;
    process.env.DOCKER_HOST = at.daemon.host;
    at.shop = await startShop();
    for (const [service, Name] of Object.entries(policies))
      await at.shop.deps.docker.getContainer(at.shop.container(service)).update({ RestartPolicy: { Name } });
  });
  afterAll(async () => {
    await at.shop?.[Symbol.asyncDispose]();
    process.env.DOCKER_HOST = usual;
    if (usual === undefined) delete process.env.DOCKER_HOST;
  });
  return at;
}
