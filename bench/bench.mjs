// `npm run bench`: sees to Node 24, packages (restic and borg too) and npm modules, then goes on as TypeScript.
import path from 'node:path';
import { bootstrap, goOn } from '../demo/bootstrap/index.mjs';

try {
  const node = await bootstrap('bench');
  goOn(node, path.join(import.meta.dirname, 'main.ts'));
} catch (error) {
  console.error(`\nThe benchmarks could not be set up: ${error.message}`);
  process.exit(1);
}
