import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { runLogged, step } from './run.mjs';

const wanted = 24;

/** Path of a Node that is new enough: this one, else the one under .holdfast/tools, which npm brings when it is missing. */
export async function ensureNode(ignored) {
  if (Number.parseInt(process.versions.node, 10) >= wanted) return process.execPath;
  const tools = path.join(ignored, 'tools');
  const name = `node-linux-${process.arch}`;
  const node = path.join(tools, 'node_modules', name, 'bin/node');
  if (!works(node)) {
    await step(`Node ${wanted} from npm (this one is ${process.versions.node})`, () =>
      runLogged(
        'npm',
        ['install', '--prefix', tools, '--no-audit', '--no-fund', `${name}@${wanted}`],
        path.join(ignored, 'demo/node.log'),
      ),
    );
  }
  if (!works(node)) throw new Error(`npm brought no working Node ${wanted} to ${node}.`);
  return node;
}

function works(node) {
  try {
    return (
      Number.parseInt(
        execFileSync(node, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
          .toString()
          .slice(1),
        10,
      ) >= wanted
    );
  } catch {
    return false;
  }
}
