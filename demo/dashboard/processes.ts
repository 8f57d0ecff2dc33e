import { allProcesses, endProcesses, environmentOf } from '../machine/processes.ts';

/** In the environment of a dashboard and its supervisor: whose they are. Found so even when all files are gone. */
export const ownerVariable = 'HOLDFAST_DEMO_DASHBOARD';
/** And what they were started with. */
export const setupVariable = 'HOLDFAST_DEMO_SETUP';

/** Of a test's dashboard: the test's owner, as on its stack's label. */
export const testVariable = 'HOLDFAST_TEST_OWNER';

/** Processes of the dashboard of this folder, the supervisor first. */
export function dashboardProcesses(folder: string): { pid: number; setup: string }[] {
  const mine = `${ownerVariable}=${folder}`;
  return allProcesses()
    .filter(({ args }) => args.some((arg) => /supervisor\.ts$|^next-server|server\.js$/.test(arg)))
    .map(({ pid, args }) => ({ pid, args, environment: environmentOf(pid) }))
    .filter(({ environment }) => environment.includes(mine))
    .sort((a) => (isSupervisor(a.args) ? -1 : 1))
    .map(({ pid, environment }) => ({ pid, setup: variableOf(environment, setupVariable) }));
}

/** Folders of all dashboards that run under a supervisor, with the owner that tests give to theirs. */
export function dashboardFolders(): { folder: string; owner: string }[] {
  return allProcesses()
    .filter(({ args }) => isSupervisor(args))
    .map(({ pid }) => environmentOf(pid))
    .map((environment) => ({
      folder: variableOf(environment, ownerVariable),
      owner: variableOf(environment, testVariable),
    }))
    .filter(({ folder, owner }) => folder !== '' && owner !== '');
}

/** Ends the supervisor, which ends the server; then whatever is left. */
export async function endDashboard(folder: string): Promise<void> {
  const [supervisor, ...rest] = dashboardProcesses(folder).map(({ pid }) => pid);
  if (supervisor) await endProcesses([supervisor], 12_000);
  await endProcesses(rest, 3_000);
}

function isSupervisor(args: string[]): boolean {
  return args.some((arg) => arg.endsWith('supervisor.ts'));
}

function variableOf(environment: string[], name: string): string {
  return environment.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}
