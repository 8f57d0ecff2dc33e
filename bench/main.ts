/**
 * `npm run bench`, after bench.mjs has seen to Node and packages: measure.ts in a process of its own. Interrupted, that is
 * killed with all that it has started, and its world removed, however much of it stood: nobody goes on making it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import path from 'node:path';
import { findDocker } from '../demo/machine/docker.ts';
import { runVariable } from '../demo/test/run-id.ts';
import { sweepTests } from '../demo/test/sweep.ts';
import { connectDocker } from '../server/docker/connect.ts';

process.env[runVariable] = String(process.pid);
// A process group of its own: what the terminal sends comes to us alone.
const measuring = spawn(process.execPath, [path.join(import.meta.dirname, 'measure.ts'), ...process.argv.slice(2)], {
  detached: true,
  stdio: 'inherit',
});
let interrupted: NodeJS.Signals | null = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (interrupted) return;
    interrupted = name;
    console.error(`${name}: removing what was made`);
    if (measuring.pid) process.kill(-measuring.pid, 'SIGKILL');
  });
}
const [code] = (await once(measuring, 'exit')) as [number | null];
// One that came to its end has removed all itself.
if (interrupted || code !== 0) await sweep();
process.exit(interrupted ? 128 + constants.signals[interrupted] : (code ?? 1));

async function sweep(): Promise<void> {
  const machine = await findDocker();
  await sweepTests(machine && connectDocker(machine.dockerHost), process.pid);
}
