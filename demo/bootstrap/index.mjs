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
 * Brings what the machine lacks. A second run finds everything and takes no time.
 * @returns path of a Node that runs our TypeScript.
 */
export async function bootstrap({ forTests, install }) {
  const node = await ensureNode(ignored);
  if (!install) return node;
  await Promise.all([ensurePackages(ignored, { forTests }), ensureModules(root, ignored)]);
  return node;
}
