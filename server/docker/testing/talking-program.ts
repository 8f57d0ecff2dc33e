/** A stand-in for the helper's program, as text of an image: it speaks the protocol and does what a test asks for. */
export const talkingProgram = `
import { createInterface } from 'node:readline';
import { existsSync, writeFileSync } from 'node:fs';
const say = (line) => process.stdout.write(JSON.stringify(line) + '\\n');
const open = new Map();
say({ hello: 1 });
createInterface({ input: process.stdin }).on('line', (text) => {
  const line = JSON.parse(text);
  if (line.cancel) { open.get(line.cancel)?.(); return; }
  const { id, order, args } = line;
  if (order === 'file.hash' && args.file === 'wait') { open.set(id, () => say({ id, error: { message: 'cancelled' } })); say({ id, progress: { bytes: 1 } }); }
  else if (order === 'file.hash' && args.file === 'die') { process.stderr.write('no space left on device'); process.exitCode = 3; process.stdin.destroy(); }
  else if (order === 'file.hash' && args.file.startsWith('write ')) { writeFileSync(args.file.slice(6), 'x'); say({ id, result: {} }); }
  else if (order === 'file.hash' && args.file.startsWith('long ')) say({ id, result: { path: 'x'.repeat(Number(args.file.slice(5))), bytes: 0, sha256: '' } });
  else if (order === 'file.hash') say({ id, result: { path: args.file, bytes: existsSync(args.file) ? 1 : 0, sha256: '' } });
  else say({ id, error: { message: 'unknown order ' + order } });
}).on('close', () => process.exit());
`;
