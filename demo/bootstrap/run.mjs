import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Runs a command with its output in a log file; when it fails, the error quotes the last lines. */
export async function runLogged(command, args, log, env = {}) {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  try {
    const child = spawn(command, args, { stdio: ['ignore', output, output], env: { ...process.env, ...env } });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code === 0) return;
  } finally {
    closeSync(output);
  }
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  throw new Error(`${command} ${args.slice(0, 2).join(' ')} failed:\n${tail}\n(all of it: ${log})`);
}

/** Runs a step, saying that it begins and how long it took. */
export async function step(title, work) {
  const started = performance.now();
  process.stderr.write(`  … ${title}\n`);
  await work();
  process.stderr.write(`  ✓ ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
}
