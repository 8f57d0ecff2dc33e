import { expect, test } from 'vitest';
import { describeDiscovery } from './describe.ts';
import { discover } from './discover.ts';
import { listInstallations } from './list.ts';
import { noSettings } from './settings.ts';
import { connectware, container, dockerShowing, volume } from './testing/endpoint.ts';

const look = (endpoint = connectware(), settings = noSettings, project: string | undefined = undefined) =>
  discover(dockerShowing(endpoint), project, settings);
const rolesOf = (installation: Awaited<ReturnType<typeof look>>) =>
  Object.fromEntries(installation.volumes.map(({ key, role }) => [key, role]));
const writersOf = (installation: Awaited<ReturnType<typeof look>>) =>
  installation.writers.map(({ member }) => member.service).sort();

test('Connectware is recognised by its label, with version, database, volumes and writers', async () => {
  const document = describeDiscovery(await look());
  expect(document).toMatchObject({
    project: 'connectware',
    profile: 'connectware',
    version: '1.10.2',
    database: {
      container: 'connectware_postgresql_1',
      name: 'cybus_connectware',
      user: 'cybus-admin',
      serverVersion: '15.8',
    },
  });
  expect(document.volumes.map(({ key, role }) => `${key} ${role}`)).toEqual([
    'brokerData included',
    'certs included',
    'service-manager included',
    'systemControlServerData included',
  ]);
  expect(document.writers.sort()).toEqual(['auth-server', 'broker', 'service-manager', 'system-control-server']);
  expect(document.left.map(({ name }) => name)).toEqual(['connectware_brokerLog', 'connectware_postgresql']);
});

test('an installation is listed by the profile that was chosen for it', async () => {
  const chosen = { elsewhere: [], profiles: { connectware: 'compose' } };
  expect(await listInstallations(dockerShowing(connectware()), chosen)).toMatchObject([
    { project: 'connectware', profile: 'compose', title: 'Compose project' },
  ]);
});

test('the profile that an administrator chose counts, whatever the labels say', async () => {
  const chosen = await look(connectware(), { ...noSettings, profile: 'compose' });
  expect(chosen.profile.name).toBe('compose');
  expect(describeDiscovery(chosen)).toMatchObject({ profile: 'compose', profileReason: 'chosen in Settings' });
  expect(rolesOf(chosen)).toMatchObject({ brokerLog: 'included', postgresql: 'database' });
  const detected = { profile: 'connectware', profileReason: 'detected by the label io.cybus.connectware=core' };
  expect(describeDiscovery(await look(connectware(), { ...noSettings, profile: null }))).toMatchObject(detected);
  // One that a later Holdfast had and this one does not know.
  expect(describeDiscovery(await look(connectware(), { ...noSettings, profile: 'other' }))).toMatchObject(detected);
});

test('a renamed project keeps its keys and roles', async () => {
  const installation = await look(connectware('factory'));
  expect(installation.project).toBe('factory');
  expect(rolesOf(installation)).toMatchObject({ brokerLog: 'excluded', postgresql: 'database', certs: 'included' });
});

test('when nothing is held, the broker’s data is volatile', async () => {
  const installation = await look(connectware(), { ...noSettings, strategy: 'observe' });
  expect(rolesOf(installation)).toMatchObject({ brokerData: 'volatile' });
});

test('a service installed by a user belongs to it though it stands in no compose file', async () => {
  const endpoint = connectware();
  endpoint.volumes.push(volume('machine-store', null));
  endpoint.containers.push(
    container('machine-store-app', { project: null, mounts: [{ volume: 'machine-store', target: '/data' }] }),
  );
  const installation = await look(endpoint);
  expect(installation.members.at(-1)).toMatchObject({
    service: 'machine-store-app',
    reason: 'in no compose file, but joins its network cybus',
  });
  expect(installation.volumes.find(({ name }) => name === 'machine-store')).toMatchObject({
    key: 'machine-store',
    role: 'included',
  });
  expect(writersOf(installation)).toContain('machine-store-app');
});

test('a container with the product’s label alone belongs to it, unless two such installations stand there', async () => {
  const alone = connectware();
  const stray = container('agent', { project: null, networks: ['elsewhere'], labels: { 'io.cybus.agent': 'x' } });
  alone.containers.push(stray);
  expect((await look(alone)).members.map(({ name }) => name)).toContain('agent');
  const second = connectware('second');
  const two = {
    ...alone,
    containers: [...alone.containers, ...second.containers.map((c) => ({ ...c, id: `2-${c.id}` }))],
  };
  expect((await look(two, noSettings, 'connectware')).members.map(({ name }) => name)).not.toContain('agent');
});

test('another project on our network is shown with the reason, and never held', async () => {
  const endpoint = connectware();
  endpoint.containers.push(container('traefik', { project: 'proxy', networks: ['cybus', 'web'] }));
  const installation = await look(endpoint);
  expect(installation.members.map(({ service }) => service)).not.toContain('traefik');
  expect(installation.left).toContainEqual({
    name: 'proxy_traefik_1',
    reason: 'of the compose project proxy; it joins its network cybus, and is not held during a backup',
  });
});

test('an external network proves nothing: it is shared with strangers', async () => {
  const endpoint = connectware();
  endpoint.networks.push({ id: 'shared', name: 'shared', labels: {} });
  for (const member of endpoint.containers) member.networks.push('shared');
  endpoint.containers.push(container('stranger', { project: null, networks: ['shared'] }));
  expect((await look(endpoint)).left.map(({ name }) => name)).toContain('stranger');
});

test('an external volume and one with capitals are included', async () => {
  const endpoint = connectware();
  endpoint.volumes.push(volume('Shared-DATA', null), volume('MixedCase'));
  endpoint.containers.push(
    container('workbench', {
      mounts: [
        { volume: 'Shared-DATA', target: '/a' },
        { volume: 'connectware_MixedCase', target: '/b' },
      ],
    }),
  );
  const keys = (await look(endpoint)).volumes.filter(({ mountedAt }) => mountedAt.some((at) => at.length === 2));
  expect(keys.map(({ name, key }) => [name, key])).toEqual([
    ['Shared-DATA', 'Shared-DATA'],
    ['connectware_MixedCase', 'MixedCase'],
  ]);
});

test('a writer that mounts a volume by its path is found', async () => {
  const endpoint = connectware();
  endpoint.containers.push(
    container('tool', { mounts: [{ bind: '/docker/volumes/connectware_certs/_data/sub', target: '/x' }] }),
  );
  expect(writersOf(await look(endpoint))).toContain('tool');
});

test('a folder of the host is reported, the Docker socket and local time are not', async () => {
  const endpoint = connectware();
  const binds = ['/srv/recipes', '/etc/localtime', '/var/run/docker.sock'].map((bind) => ({ bind, target: bind }));
  endpoint.containers.push(container('workbench', { mounts: binds }));
  const left = (await look(endpoint)).left.map(({ name }) => name);
  expect(left).toContain('/srv/recipes');
  expect(left).not.toContain('/etc/localtime');
  expect(left).not.toContain('/var/run/docker.sock');
});

test('stopped and paused containers belong to it but are no writers', async () => {
  const endpoint = connectware();
  for (const seen of endpoint.containers) {
    if (seen.name.includes('broker')) seen.running = false;
    if (seen.name.includes('auth-server')) seen.paused = true;
    if (seen.name.includes('postgresql')) seen.running = false;
  }
  const installation = await look(endpoint);
  expect(installation.members).toHaveLength(7);
  expect(writersOf(installation)).toEqual(['service-manager', 'system-control-server']);
  expect(installation.server.container?.running).toBe(false);
});

test('Holdfast in the same project is no writer, and its own volumes are never captured', async () => {
  const endpoint = connectware();
  const self = container('holdfast', { mounts: [{ volume: 'connectware_holdfast', target: '/store' }] });
  endpoint.volumes.push(volume('holdfast'));
  const { findVolumes } = await import('./volumes.ts');
  const { findMembers } = await import('./members.ts');
  const installation = await look(endpoint);
  const withSelf = { ...endpoint, self };
  expect(findMembers(withSelf, 'connectware', installation.profile, noSettings).members).toHaveLength(7);
  const question = {
    project: 'connectware',
    profile: installation.profile,
    settings: noSettings,
    databaseVolume: null,
  };
  const volumes = findVolumes({ ...question, endpoint: withSelf, members: installation.members });
  expect(volumes.map(({ key }) => key)).not.toContain('holdfast');
});

test('settings add and leave out by pattern', async () => {
  const endpoint = connectware();
  endpoint.volumes.push(volume('plant-recipes', null));
  endpoint.containers.push(container('plant-app', { project: null, networks: [] }));
  const installation = await look(endpoint, {
    include: ['plant-*'],
    exclude: ['systemControlServerData', '*_certs', 'broker'],
  });
  expect(rolesOf(installation)).toMatchObject({
    'plant-recipes': 'included',
    systemControlServerData: 'excluded',
    certs: 'excluded',
  });
  expect(installation.members.map(({ name }) => name)).toContain('plant-app');
  expect(installation.left).toContainEqual({ name: 'connectware_broker_1', reason: 'left out in the settings' });
});

test('any project with a PostgreSQL is discovered: whoever shares a network with the database is held', async () => {
  const endpoint = connectware('shop');
  endpoint.volumes.push(volume('pg', 'shop'));
  endpoint.containers = [
    container('db', {
      project: 'shop',
      image: 'postgres:16',
      env: { PGDATA: '/var/lib/postgresql/data', POSTGRES_PASSWORD: 'x' },
      mounts: [{ volume: 'shop_pg', target: '/var/lib/postgresql/data' }],
    }),
    container('web', { project: 'shop', image: 'shop/web', env: { POSTGRES_USER: 'postgres', POSTGRES_DB: 'x' } }),
    container('cron', { project: 'shop', image: 'shop/cron', networks: ['elsewhere'] }),
  ];
  const installation = await look(endpoint);
  expect(installation).toMatchObject({ profile: { name: 'compose' }, version: null, server: { serverVersion: '16' } });
  expect(installation.server).toMatchObject({ databases: ['postgres'], user: 'postgres', serverMajor: 16 });
  expect(writersOf(installation)).toEqual(['web']);
});

const elsewhere = {
  host: 'db.example.com',
  port: 5433,
  user: 'keeper',
  password: 'secret',
  databases: ['shop'],
  sslmode: 'prefer' as const,
  ca: null,
  serverVersion: '16.4',
};

function withoutDatabase(project = 'shop') {
  const endpoint = connectware(project);
  endpoint.networks.push({ id: 'no-network', name: 'none', labels: {} });
  endpoint.containers = [
    container('web', { project, image: 'shop/web', mounts: [{ volume: `${project}_certs`, target: '/certs' }] }),
    container('api', { project, image: 'shop/api' }),
    container('cron', { project, image: 'shop/cron', networks: ['no-network'] }),
  ];
  return endpoint;
}

test('a project whose database the settings name elsewhere is explained: who has a network may write to it', async () => {
  const installation = await look(withoutDatabase(), { ...noSettings, database: elsewhere }, 'shop');
  expect(installation.writers.map(({ member, why }) => [member.service, why])).toEqual([
    ['api', 'has a network, by which it may reach the database at db.example.com:5433'],
    ['web', 'mounts certs for writing'],
  ]);
  expect(installation.volumes.every(({ role }) => role === 'included')).toBe(true);
  const document = describeDiscovery(installation);
  expect(document.database).toEqual({
    container: 'db.example.com:5433',
    name: 'shop',
    user: 'keeper',
    serverVersion: '16.4',
    reason: 'reached at db.example.com:5433 by the settings',
  });
  expect(JSON.stringify(document)).not.toContain('secret');
});

test('the settings’ server wins over one in a container, which is named as left out', async () => {
  const installation = await look(connectware(), { ...noSettings, database: elsewhere });
  expect(installation.server).toMatchObject({ container: null, name: 'db.example.com:5433', othersToo: false });
  // A Connectware writes by its volumes and its profile: nobody is held for having a network.
  expect(writersOf(installation)).not.toContain('admin-web-app');
  expect(installation.left.map(({ name }) => name)).toContain('connectware_postgresql_1');
});

test('a project without a PostgreSQL is listed once the settings name one for it', async () => {
  const docker = dockerShowing(withoutDatabase());
  expect(await listInstallations(docker)).toEqual([]);
  const named = { elsewhere: ['shop'], profiles: {} };
  expect(await listInstallations(docker, named)).toMatchObject([{ project: 'shop', profile: 'compose' }]);
});

test('a dump tool built on the database’s image is not taken for the server', async () => {
  const endpoint = connectware('shop');
  const env = { PGDATA: '/var/lib/postgresql/data' };
  endpoint.containers = [
    container('dumper', {
      project: 'shop',
      image: 'acme/pg-dumper',
      env,
      exposedPorts: ['5432/tcp'],
      command: ['/backup.sh'],
    }),
    container('db', {
      project: 'shop',
      image: 'acme/database',
      env,
      exposedPorts: ['5432/tcp'],
      command: ['docker-entrypoint.sh', 'postgres'],
      running: false,
      mounts: [{ volume: 'shop_postgresql', target: '/var/lib/postgresql/data' }],
    }),
  ];
  const installation = await look(endpoint);
  expect(installation.server.container?.service).toBe('db');
});

test('no database, no such project and several projects are told apart', async () => {
  const without = connectware();
  without.containers = without.containers.filter(({ name }) => !name.includes('postgresql'));
  await expect(look(without, noSettings, 'connectware')).rejects.toMatchObject({ code: 'installation.no-database' });
  await expect(look(without)).rejects.toMatchObject({ code: 'installation.none' });
  await expect(look(connectware(), noSettings, 'conectware')).rejects.toMatchObject({
    code: 'installation.unknown',
    params: { projects: 'connectware' },
  });
  const [one, two] = [connectware('one'), connectware('two')];
  const both = { ...one, containers: [...one.containers, ...two.containers.map((c) => ({ ...c, id: `2-${c.id}` }))] };
  await expect(look(both)).rejects.toMatchObject({ code: 'installation.several', params: { projects: 'one, two' } });
  expect(await listInstallations(dockerShowing(both))).toMatchObject([
    { project: 'one', title: 'Connectware', version: '1.10.2', state: 'running' },
    { project: 'two' },
  ]);
});
