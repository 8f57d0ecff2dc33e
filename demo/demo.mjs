// `npm run demo`: sees to Node 24, packages and npm modules, then goes on as TypeScript. Plain JavaScript that any Node
// from 20 on runs without a package. It can be killed at any moment: each step looks at what is there.
import path from 'node:path';
import { bootstrap, goOn } from './bootstrap/index.mjs';

const [command = 'up'] = process.argv.slice(2);
const looksOnly = ['logs', 'status'].includes(command);

try {
  const node = await bootstrap('demo', { install: !looksOnly });
  goOn(node, path.join(import.meta.dirname, 'main.ts'));
} catch (error) {
  console.error(`\nThe demo could not be set up: ${error.message}`);
  process.exit(1);
}
