import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDocker } from '../../server/docker/connect.ts';
import { demoFolder, root } from '../clone.ts';
import { ensureHelperImage } from '../images/helper.ts';
import { ensureDocker } from '../machine/docker.ts';
import { signal } from '../machine/processes.ts';
import { freePort } from '../ports.ts';
import { tailOfFile } from '../run.ts';
import { testOwner } from '../test/run-id.ts';
import { type Account, type ApiClient, clientFor, ensureAccount, ensureToken } from './account.ts';
import { buildVariable, ensureBuild } from './build.ts';
import { removeHelpers } from './helpers.ts';
import { dashboardProcesses, endDashboard, ownerVariable, setupVariable, testVariable } from './processes.ts';

export type DashboardOptions = {
  /** State, store and logs go below it. */
  folder: string;
  /** Default: a free one. Taken as it is: who names one has seen to it that it is free. */
  port?: number;
  /** Folder of the build. Default: that of the sources as they are, or the one that this run of the tests has made. */
  build?: string;
};

/** The production build of the dashboard, running under the demo's supervisor, with its first administrator made. */
export type Dashboard = AsyncDisposable & {
  url: string;
  port: number;
  account: Account;
  /** An API token of an administrator. */
  token: string;
  /** Signed in with that token. */
  api: ApiClient;
  stateFolder: string;
  storeFolder: string;
  logFile: string;
  /** Of the server itself; another after it was killed and came back. */
  pid(): number;
  /** Sends a signal to the server; the supervisor starts it again. */
  kill(name: NodeJS.Signals): void;
  /** Waits until it answers (again). */
  healthy(): Promise<void>;
};

/**
 * Starts the dashboard, or finds the one of this folder that runs with the same build and settings. Disposing ends it and
 * removes the folder.
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const folder = path.resolve(root, options.folder);
  const stateFolder = path.join(folder, 'state');
  const storeFolder = path.join(folder, 'store');
  const logFile = path.join(folder, 'dashboard.log');
  const pidFile = path.join(folder, 'dashboard.pid');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { dockerHost } = await ensureDocker();
  const docker = connectDocker(dockerHost);
  const build = options.build ?? process.env[buildVariable] ?? (await ensureBuild(path.join(folder, 'build.log')));
  const helperImage = await ensureHelperImage(docker);
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    HOLDFAST_STATE: stateFolder,
    HOLDFAST_STORE: storeFolder,
    HOLDFAST_URL: url,
    HOLDFAST_HELPER_IMAGE: helperImage,
    DOCKER_HOST: dockerHost,
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
  };
  const setup = JSON.stringify([build, settings]);
  const running = dashboardProcesses(folder);
  if (running.length < 2 || running.some((each) => each.setup !== setup)) {
    await endDashboard(folder);
    const test = folder === demoFolder ? '' : testOwner('0');
    const marks = { [ownerVariable]: folder, [setupVariable]: setup, [testVariable]: test };
    startSupervisor([build, pidFile, logFile], { ...settings, ...marks }, logFile);
  }
  const healthy = () => untilHealthy(url, logFile);
  await healthy();
  const account = await ensureAccount(url, folder, stateFolder);
  const token = await ensureToken(url, folder, account);
  const pid = () => Number(readFileSync(pidFile, 'utf8'));
  return {
    ...{ url, port, account, token, api: clientFor(url, token), stateFolder, storeFolder, logFile, pid, healthy },
    kill: (name) => signal(pid(), name),
    [Symbol.asyncDispose]: async () => {
      await endDashboard(folder);
      await removeHelpers(docker, stateFolder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startSupervisor(args: string[], settings: Record<string, string>, logFile: string): void {
  const { PATH, HOME, LANG } = process.env;
  const env = { PATH, HOME, LANG, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...settings } as const;
  const log = openSync(logFile, 'a', 0o600);
  const supervisor = path.join(root, 'demo/dashboard/supervisor.ts');
  spawn(process.execPath, [supervisor, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
    env,
  }).unref();
  closeSync(log);
}

async function untilHealthy(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await answers(url))) {
    if (Date.now() > deadline) throw new Error(`The dashboard does not answer at ${url}.\n${tailOfFile(logFile)}`);
    await sleep(100);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
