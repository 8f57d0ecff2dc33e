import { spawn } from 'node:child_process';
import path from 'node:path';
import { demoFolder } from '../clone.ts';
import { composeCommand, composeEnvironment } from '../stack/compose.ts';
import { installationFolder, runningDemo } from './demo-stack.ts';

/** Follows the dashboard's log and those of the services until it is interrupted. */
export async function logs(): Promise<void> {
  const { dockerHost } = await runningDemo();
  const files = ['dashboard.log', 'dockerd.log'].map((name) => path.join(demoFolder, name));
  const [command, ...before] = await composeCommand();
  const followers = [
    spawn('tail', ['-n', '20', '-F', ...files], { stdio: ['ignore', 'inherit', 'ignore'] }),
    spawn(command, [...before, 'logs', '--follow', '--tail', '10'], {
      cwd: installationFolder,
      env: composeEnvironment(dockerHost),
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  ];
  const end = () => {
    for (const follower of followers) follower.kill();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await Promise.all(followers.map((follower) => new Promise((resolve) => follower.once('close', resolve))));
}
