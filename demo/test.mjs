// `npm test`: sees to Node 24, packages (Chromium too) and npm modules, then runs every check and test.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { bootstrap, environmentWith } from './bootstrap/index.mjs';

try {
  const node = await bootstrap('test');
  const child = spawn(node, [path.join(import.meta.dirname, 'test/main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environmentWith(node),
  });
  // The terminal sends ctrl-C to both; this one waits until the other has cleaned up.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  console.error(`\nThe tests could not be set up: ${error.message}`);
  process.exit(1);
}
