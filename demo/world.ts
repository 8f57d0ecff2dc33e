/**
 * Worlds for tests: a Connectware-shaped stack and a dashboard of their own, beside a running demo. Each has its own
 * project, ports, subnet, labels and state, and removes all of it when disposed:
 *
 *   await using stack = await startStack({ project: 'restore-test' });
 *   await using dashboard = await startDashboard({ project: stack.project, folder: '.holdfast/test-restore' });
 */
export { type Dashboard, type DashboardOptions, startDashboard } from './dashboard/start.ts';
export { ensureHelperImage } from './images/helper.ts';
export { ensureDocker } from './machine/docker.ts';
export { type ProductVersion, type Stack, type StackOptions, startStack } from './stack/start.ts';
