import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runLogged, step } from './run.mjs';

/** Installs the npm packages unless node_modules is what package-lock.json says. */
export async function ensureModules(root, ignored) {
  if (
    modulesFit(
      readJson(path.join(root, 'package-lock.json')),
      readJson(path.join(root, 'node_modules/.package-lock.json')),
    )
  )
    return;
  await step('npm packages', () =>
    // No package here needs an install script, and the scripts of some would build for the wrong Node.
    runLogged(
      'npm',
      ['ci', '--prefix', root, '--ignore-scripts', '--no-audit', '--no-fund'],
      path.join(ignored, 'demo/npm.log'),
    ),
  );
}

/** npm writes the hidden lock file last: when it is missing or says otherwise, the folder is not complete. */
export function modulesFit(lock, installed) {
  if (!lock || !installed) return false;
  const wanted = Object.entries(lock.packages).filter(([name]) => name !== '');
  const there = installed.packages;
  if (Object.keys(there).some((name) => !lock.packages[name])) return false;
  return wanted.every(([name, { version, optional }]) =>
    there[name] ? there[name].version === version : optional === true,
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
