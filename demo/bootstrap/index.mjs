import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureModules } from './modules.mjs';
import { ensureNode } from './node.mjs';
import { ensurePackages } from './packages.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const ignored = path.join(root, '.holdfast');

/** The environment in which programs that ask for `node` get this one. */
export function environmentWith(node) {
  return { ...process.env, PATH: `${path.dirname(node)}:${process.env.PATH}` };
}

/**
 * Brings what the machine lacks for the demo, the tests or the benchmarks. A second run finds everything and takes no time.
 * @returns path of a Node that runs our TypeScript.
 */
export async function bootstrap(purpose, { install = true } = {}) {
  const brought = install ? [ensurePackages(ignored, purpose), ensureModules(root, ignored)] : [];
  const [node] = await Promise.all([ensureNode(ignored), ...brought]);
  return node;
}

/** Goes on as TypeScript in this Node, with our arguments and signals, and ends as that does. */
export function goOn(node, main) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: environmentWith(node) });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}
