import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { cloneId, demoLabel, ignored, root } from '../demo/clone.ts';
import { clientFor, makeToken } from '../demo/dashboard/account.ts';
import { ensureBuild } from '../demo/dashboard/build.ts';
import { freePort } from '../demo/ports.ts';
import { ensureHelperImage } from '../demo/world.ts';
import { connectDocker } from '../server/docker/connect.ts';
import { backUp, ending } from './api.ts';
import { expect, test } from './world.ts';

const run = promisify(execFile);

let build = '';
test.beforeAll(async () => {
  test.setTimeout(300_000);
  build = process.env.HOLDFAST_TEST_BUILD ?? (await ensureBuild(path.join(ignored, 'e2e/build.log')));
});

test('a dashboard in a container keeps its archives in a named volume, and restores from it', async ({ stack }) => {
  const docker = (...args: string[]) => run('docker', args, { env: { ...process.env, DOCKER_HOST: stack.dockerHost } });
  const name = `holdfast-in-container-${randomBytes(4).toString('hex')}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const image = await ensureHelperImage(connectDocker(stack.dockerHost));
  const settings = {
    HOLDFAST_STATE: '/state',
    HOLDFAST_STORE: '/store',
    HOLDFAST_URL: url,
    HOLDFAST_HELPER_IMAGE: image,
    HOSTNAME: '0.0.0.0',
    PORT: '3000',
    NODE_ENV: 'production',
    // The image is made of programs; what native modules load comes from the machine it was made on.
    LD_LIBRARY_PATH: '/lib-of-host',
  };
  const mounts = [
    `${root}:/clone:ro`,
    `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu:/lib-of-host:ro`,
    `${stack.dockerHost.replace('unix://', '')}:/var/run/docker.sock`,
    `${name}-state:/state`,
    `${name}-store:/store`,
  ];
  try {
    await docker(
      ...['run', '-d', '--name', name, '--label', `${demoLabel}=${cloneId}`, '-p', `127.0.0.1:${port}:3000`],
      ...mounts.flatMap((mount) => ['-v', mount]),
      ...Object.entries(settings).flatMap(([key, value]) => ['-e', `${key}=${value}`]),
      ...['--entrypoint', 'node', image, path.join('/clone', path.relative(root, build), 'server.js')],
    );
    await expect
      .poll(
        () =>
          fetch(`${url}/api/health`).then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    const { stdout: setupToken } = await docker('exec', name, 'cat', '/state/setup-token');
    const account = { name: 'admin', password: randomBytes(12).toString('base64url') };
    await clientFor(url, null).session.setUp.mutate({ token: setupToken.trim(), ...account });
    const api = clientFor(url, await makeToken(url, account));

    const id = await backUp(api, stack.project);
    expect((await api.archives.get.query({ id })).verdict).toBe('guaranteed');
    expect(await api.store.get.query()).toMatchObject({ kind: 'volume', archives: 1 });
    const { jobId } = await api.restores.start.mutate({ id, project: stack.project, confirm: stack.project });
    expect(await ending(api, jobId)).toMatchObject({ state: 'succeeded', side: 'new', error: null });
    await stack.healthy();
  } finally {
    await docker('rm', '-f', '-v', name);
    await docker('volume', 'rm', '-f', `${name}-state`, `${name}-store`);
  }
});
