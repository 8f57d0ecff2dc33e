import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectDocker } from '../../server/docker/connect.ts';
import { cloneId, demoFolder, ignored, root } from '../clone.ts';
import { ensureBuild } from '../dashboard/build.ts';
import { dashboardProcesses } from '../dashboard/processes.ts';
import { type Dashboard, startDashboard } from '../dashboard/start.ts';
import { ensureHelperImage } from '../images/helper.ts';
import { ensureProductImages } from '../images/product.ts';
import { ensureDocker } from '../machine/docker.ts';
import type { Arguments } from '../main.ts';
import { freePort } from '../ports.ts';
import { say, step } from '../say.ts';
import { choosePlace, placeOf } from '../stack/place.ts';
import { removeImages } from '../stack/remove.ts';
import { bringUp, type Stack } from '../stack/start.ts';
import { installationFolder, productVersion, versionOf } from './demo-stack.ts';

/** Starts what does not run, keeps what does, and prints where it is. */
export async function up({ options }: Arguments): Promise<void> {
  mkdirSync(demoFolder, { recursive: true });
  const machine = await step('Docker', ensureDocker, ({ dockerHost, own }) =>
    own ? `its own, at ${dockerHost}` : dockerHost,
  );
  const docker = connectDocker(machine.dockerHost);
  const [stack, build] = await Promise.all([
    bringUpStack(machine.dockerHost, options.version),
    step('Production build of the dashboard', () => ensureBuild(path.join(demoFolder, 'build.log'))),
    step('Image of the helper', () => ensureHelperImage(docker)),
  ]);
  const dashboard = await step('Dashboard', async () =>
    startDashboard({ folder: demoFolder, port: await dashboardPort(), build }),
  );
  writeEnvironment(dashboard, stack);
  await removeImages(docker, cloneId, { unusedOnly: true });
  tell(dashboard, stack);
}

async function bringUpStack(dockerHost: string, wanted: string | undefined): Promise<Stack> {
  const docker = connectDocker(dockerHost);
  await step('Images of the demo', () => ensureProductImages(docker));
  const before = await versionOf(docker, cloneId);
  const version = wanted === undefined ? (before ?? '1.10.2') : productVersion(wanted);
  const place = (await placeOf(docker, cloneId)) ?? (await choosePlace(docker, cloneId, (text) => say(`    ${text}`)));
  const spec = { docker, dockerHost, owner: cloneId, folder: installationFolder, place, version };
  return await step(
    `Connectware-shaped stack ${version}`,
    () => bringUp({ ...spec, dispose: async () => {} }),
    (it) => it.project,
  );
}

const usualPort = 3000;

/** The port on which it runs or ran last, else the usual one, else a free one. */
async function dashboardPort(): Promise<number> {
  const [running] = dashboardProcesses(demoFolder);
  const now = running && /"PORT":"(\d+)"/.exec(running.setup)?.[1];
  if (now) return Number(now);
  const last = /^HOLDFAST_URL=.*:(\d+)$/m.exec(readIfThere(environmentFile))?.[1];
  const wanted = Number(last ?? usualPort);
  const port = await freePort(wanted);
  if (port !== wanted) say(`    Port ${wanted} is taken: the dashboard uses ${port}.`);
  return port;
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const environmentFile = path.join(ignored, 'demo.env');

function writeEnvironment(dashboard: Dashboard, stack: Stack): void {
  const values = {
    HOLDFAST_URL: dashboard.url,
    HOLDFAST_TOKEN: dashboard.token,
    HOLDFAST_PROJECT: stack.project,
    DOCKER_HOST: stack.dockerHost,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(environmentFile, lines.join(''), { mode: 0o600 });
}

function tell({ url, account }: Dashboard, stack: Stack): void {
  say(`
Holdfast runs at         ${url}
  account                ${account.name}
  password               ${account.password}
  API token              HOLDFAST_TOKEN in ${path.relative(root, environmentFile)}
The demo's Admin UI      ${stack.url}
  account                ${stack.admin.name}, password ${stack.admin.password}
  project, version       ${stack.project}, ${stack.version}

npm run demo -- logs     follows what happens
npm run demo -- down     removes all of it`);
}
