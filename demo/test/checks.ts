import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { connectDocker } from '../../server/docker/connect.ts';
import { ignored, root } from '../clone.ts';
import { buildVariable, ensureBuild } from '../dashboard/build.ts';
import { ensureHelperImage } from '../images/helper.ts';
import { ensureProductImages } from '../images/product.ts';
import { run } from '../run.ts';
import { type Counts, playwrightCounts, vitestCounts } from './counts.ts';

export type Check = { name: string; run(signal: AbortSignal): Promise<Counts> };

export const logs = path.join(ignored, 'test-logs');

/** The folders that hold code, as `npm run deps` names them. */
const rooms = manifest.scripts.deps.split(' ').slice(3);

const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

const onePassed: Counts = { passed: 1, failed: 0, skipped: 0, failures: [] };

const build: Check = {
  name: 'build',
  run: async () => {
    process.env[buildVariable] = await ensureBuild(path.join(logs, 'build.log'));
    return onePassed;
  },
};

/** What the first stack of the tests would wait for otherwise, and the others with it. */
const images: Check = {
  name: 'images',
  run: async () => {
    const docker = connectDocker();
    await ensureProductImages(docker);
    await ensureHelperImage(docker);
    return onePassed;
  },
};

const e2e: Check = {
  name: 'e2e',
  run: (signal) => runner('e2e', ['playwright', 'test', '--reporter=line,json'], playwrightCounts, signal),
};

/**
 * All that `npm test` does, the quick checks first. The lanes of a phase go side by side, the checks of a lane one after
 * another: tests on real containers mostly wait. Each check that is no test runner counts as one test.
 */
export const phases: Check[][][] = [
  [
    [
      command('types', ['tsc', '--noEmit']),
      command('lint', ['biome', 'check', '.']),
      command('dependency rules', ['depcruise', '--config', '.dependency-cruiser.cjs', ...rooms]),
      command('unused code', ['knip']),
      vitest('unit'),
    ],
    [images, build],
  ],
  [[vitest('integration')], [e2e]],
];

function command(name: string, [program = '', ...args]: string[]): Check {
  return {
    name,
    run: async (signal) => {
      await run(bin(program), args, { cwd: root, log: logOf(name), signal });
      return onePassed;
    },
  };
}

function vitest(project: string): Check {
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  ];
  return { name: project, run: (signal) => runner(project, args, vitestCounts, signal) };
}

/** A test runner fails as a command when a test fails; its report says how many. Without a report the failure counts. */
async function runner(
  name: string,
  [program = '', ...args]: string[],
  countsOf: (report: unknown) => Counts,
  signal: AbortSignal,
): Promise<Counts> {
  const report = reportOf(name);
  rmSync(report, { force: true });
  mkdirSync(logs, { recursive: true });
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const failure = await run(bin(program), args, { cwd: root, log: logOf(name), signal, env }).then(
    () => null,
    (error: Error) => error,
  );
  const counts = readCounts(report, countsOf);
  if (failure && (!counts || counts.failed === 0)) throw failure;
  return counts ?? onePassed;
}

function readCounts(report: string, countsOf: (report: unknown) => Counts): Counts | null {
  try {
    return countsOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    return null;
  }
}

function logOf(name: string): string {
  return path.join(logs, `${name.replaceAll(' ', '-')}.log`);
}

function reportOf(name: string): string {
  return path.join(logs, `${name}.json`);
}
