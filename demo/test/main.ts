/** `npm test`, after test.mjs has seen to Node and packages: every check, then one line that counts. */
import { mkdirSync, rmSync } from 'node:fs';
import { connectDocker } from '../../server/docker/connect.ts';
import { ignored } from '../clone.ts';
import { endDaemon, ownFolders } from '../machine/daemon.ts';
import { ensureDocker, findDocker } from '../machine/docker.ts';
import { say } from '../say.ts';
import { type Check, logs, phases } from './checks.ts';
import { type Counts, totalLine } from './counts.ts';
import { runVariable } from './run-id.ts';
import { sweepTests } from './sweep.ts';

const wanted = process.argv.slice(2);
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

process.env[runVariable] = String(process.pid);
rmSync(logs, { recursive: true, force: true });
mkdirSync(logs, { recursive: true });
const dockerRanBefore = (await findDocker()) !== null;
const results: Counts[] = [];
try {
  const { dockerHost } = await ensureDocker();
  process.env.DOCKER_HOST = dockerHost;
  await sweepTests(connectDocker(dockerHost));
  for (const lanes of phases) await Promise.all(lanes.map(runLane));
} catch (error) {
  results.push(failed(error));
} finally {
  await cleanUp();
}
if (stop.signal.aborted) say('Interrupted.');
console.log(totalLine(results));
process.exit(stop.signal.aborted || results.some((each) => each.failed > 0) ? 1 : 0);

async function runLane(checks: Check[]): Promise<void> {
  for (const check of checks) {
    if (stop.signal.aborted) return;
    if (wanted.length > 0 && !wanted.includes(check.name)) continue;
    results.push(await judged(check.name, () => check.run(stop.signal)));
  }
}

async function judged(name: string, work: () => Promise<Counts>): Promise<Counts> {
  const started = performance.now();
  say(`… ${name}`);
  const counts = await work().catch(failed);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`${counts.failed > 0 ? '✗' : '✓'} ${name} (${seconds} s): ${totalLine([counts])}`);
  for (const failure of counts.failures) say(`\n${failure}\n`);
  return counts;
}

function failed(error: unknown): Counts {
  return { passed: 0, failed: 1, skipped: 0, failures: [error instanceof Error ? error.message : String(error)] };
}

/** Leaves the machine as it was: no stack, no dashboard, and no Docker of ours that did not run before. */
async function cleanUp(): Promise<void> {
  const machine = await findDocker();
  await sweepTests(machine && connectDocker(machine.dockerHost), process.pid).catch((error) =>
    results.push(failed(error)),
  );
  if (machine?.own && !dockerRanBefore) await endDaemon(ownFolders);
  rmSync(`${ignored}/test-world.json`, { force: true });
}
