import { readdir } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { ensureHelperImage } from '../../demo/images/helper.ts';
import { ensurePostgresImage } from '../../demo/images/servers.ts';
import { connectDocker } from '../docker/index.ts';
import { reportOf } from '../errors/error.ts';
import { prepareDump } from './dump.ts';
import { openLink } from './link.ts';
import { prepareSnapshot } from './snapshot.ts';
import { type ContainerOptions, dumpSpecOf, startContainerWorld } from './testing/container.ts';

let images: Pick<ContainerOptions, 'helperImage' | 'postgresImage'>;
beforeAll(async () => {
  const docker = connectDocker();
  images = { helperImage: await ensureHelperImage(docker), postgresImage: await ensurePostgresImage(docker) };
});

test('reaches a server that listens on its socket only, and dumps through the same way', async () => {
  await using world = await startContainerWorld({ ...images, settings: ['listen_addresses='] });
  await using link = await openLink(world.deps, { server: world.server, folder: world.folder });
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  await using dump = await prepareDump(world.deps, dumpSpecOf(world, link));
  await dump.begin(await prepared.take());
  expect((await dump.finish()).format).toBe('1.14');
});

test('waits for the server that stays while another one sets the data folder up behind the same socket', async () => {
  // Counted in another database than the one that is knocked at; two have been sent away when it goes on.
  const sessions = `psql -At -d template1 -c "select sessions from pg_stat_database where datname = 'postgres'"`;
  const setUp = `first=$(${sessions}); until [ "$(${sessions})" -ge $((first + 2)) ]; do sleep 0.1; done`;
  await using world = await startContainerWorld({ ...images, setUp });
  await using link = await openLink(world.deps, { server: world.server, folder: world.folder });
  expect((await link.tools()).network).toBe(`container:${world.container.id}`);
  const client = await link.connect('live', 'holdfast-test');
  const { rows } = await client.query('SHOW listen_addresses');
  await client.end();
  expect(rows).toEqual([{ listen_addresses: '*' }]);
});

test('gives the password of the container and never shows it', async () => {
  await using world = await startContainerWorld(images);
  {
    await using link = await openLink(world.deps, { server: world.server, folder: world.folder });
    const client = await link.connect('postgres', 'holdfast-test');
    await client.query(`ALTER ROLE "cybus-admin" PASSWORD 'hunter2'`);
    await client.query(`COPY (SELECT 'host all all all scram-sha-256') TO '/var/lib/postgresql/data/pg_hba.conf'`);
    await client.query('SELECT pg_reload_conf()');
    await client.end();
    const refused = () =>
      link.connect('postgres', 'holdfast-test').then(
        (session) => session.end().then(() => false),
        () => true,
      );
    await expect.poll(refused, { timeout: 30_000 }).toBe(true); // the server reads its settings again by and by
  }
  {
    const server = { ...world.server, password: 'hunter2' };
    await using link = await openLink(world.deps, { server, folder: world.folder });
    const client = await link.connect('live', 'holdfast-test');
    await client.end();
  }
  const server = { ...world.server, password: 'hunter3' };
  const trouble = await openLink(world.deps, { server, folder: world.folder }).then(
    () => expect.unreachable('a wrong password'),
    (error) => reportOf(error),
  );
  expect(trouble).toMatchObject({ code: 'postgres.unreachable', exit: 4 });
  expect(trouble.title).toContain('password authentication failed');
  expect(JSON.stringify(trouble)).not.toContain('hunter');
  expect(await readdir(world.folder.path)).toEqual([]);
});

test('says that the container does not run', async () => {
  await using world = await startContainerWorld(images);
  await world.container.kill();
  await expect(openLink(world.deps, { server: world.server, folder: world.folder })).rejects.toMatchObject({
    code: 'postgres.unreachable',
    params: { detail: 'the container does not run' },
  });
});
