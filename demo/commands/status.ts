import { cloneId, demoFolder } from '../clone.ts';
import { dashboardProcesses } from '../dashboard/processes.ts';
import { runningDemo, versionOf } from './demo-stack.ts';

/** Says on stdout what runs. */
export async function status(): Promise<void> {
  const { docker, dockerHost, place, api } = await runningDemo();
  const dashboards = dashboardProcesses(demoFolder);
  const url = /"HOLDFAST_URL":"([^"]+)"/.exec(dashboards[0]?.setup ?? '')?.[1];
  const lines = {
    Docker: dockerHost,
    Project: `${place.project} ${await versionOf(docker, cloneId)}, ${place.subnet}`,
    'Admin UI': `${api.url} (${(await api.isHealthy()) ? 'healthy' : 'not healthy'})`,
    Dashboard: url ? `${url} (process ${dashboards.map(({ pid }) => pid).join(', ')})` : 'does not run',
  };
  for (const [name, value] of Object.entries(lines)) console.log(`${name.padEnd(10)} ${value}`);
}
