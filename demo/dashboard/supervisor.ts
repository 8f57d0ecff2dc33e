/**
 * Keeps the dashboard running: `node supervisor.ts <folder of the build> <pid file> <log>`. Starts it again when it
 * ends, however it ended, with a pause that grows while it keeps failing. Ends it and itself on SIGTERM.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, renameSync, writeFileSync } from 'node:fs';

const [build = '', pidFile = '', logFile = ''] = process.argv.slice(2);
const firstPauseMs = 200;
const longestPauseMs = 5_000;
const settledMs = 20_000;

/** As in the Dockerfile: left alone, V8 lets garbage lie until the process holds 300 MiB, of which it needs a third. */
const memory = ['--max-old-space-size=160', '--max-semi-space-size=4'];

const log = openSync(logFile, 'a', 0o600);
let pauseMs = firstPauseMs;
let ending = false;
let server: ChildProcess;

function start(): void {
  const startedAt = Date.now();
  server = spawn(process.execPath, [...memory, 'server.js'], { cwd: build, stdio: ['ignore', log, log] });
  writeFileSync(`${pidFile}.new`, `${server.pid}\n`);
  renameSync(`${pidFile}.new`, pidFile);
  server.once('exit', (code, signal) => {
    if (ending) process.exit(0);
    pauseMs = Date.now() - startedAt > settledMs ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    writeFileSync(log, `\nThe dashboard ended (${signal ?? code}); it starts again in ${pauseMs} ms.\n`);
    setTimeout(start, pauseMs);
  });
}

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    if (ending) return;
    ending = true;
    if (!server.kill('SIGTERM')) process.exit(0);
    setTimeout(() => server.kill('SIGKILL'), 10_000).unref();
  });
}
// It outlives the terminal that started it.
process.on('SIGHUP', () => {});
start();
