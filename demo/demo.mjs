// `npm run demo`: sees to Node 24, packages and npm modules, then goes on as TypeScript. Plain JavaScript that any Node
// from 20 on runs without a package. It can be killed at any moment: each step looks at what is there.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { bootstrap, environmentWith } from './bootstrap/index.mjs';

const [command = 'up'] = process.argv.slice(2);
const looksOnly = ['logs', 'status'].includes(command);

try {
  const node = await bootstrap({ forTests: false, install: !looksOnly });
  const main = path.join(import.meta.dirname, 'main.ts');
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: environmentWith(node) });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  console.error(`\nThe demo could not be set up: ${error.message}`);
  process.exit(1);
}
