import { createInterface } from 'node:readline';
import { handlers } from './orders.ts';
import { killChildren } from './process/child.ts';
import { type OrderLine, protocolVersion, type ReplyLine } from './protocol.ts';
import { resumeFromNote, resumeNow } from './watchdog/guard.ts';

/**
 * The program in a helper container: one order a line on standard input, replies on standard output (protocol.ts). It
 * lives as long as its input; an armed watchdog does its duty first.
 */

const underWay = new Map<number, AbortController>();

function reply(line: ReplyLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function carryOut(id: number, name: string, args: unknown): Promise<void> {
  const stop = new AbortController();
  underWay.set(id, stop);
  try {
    // The app and this program are of one version and share the protocol's types, so arguments are not checked again.
    const handler = Object.hasOwn(handlers, name) ? handlers[name as keyof typeof handlers] : undefined;
    if (handler === undefined) throw new Error('unknown order');
    const context = { signal: stop.signal, progress: (progress: unknown) => reply({ id, progress }) };
    reply({ id, result: await (handler as (args: unknown, given: typeof context) => Promise<unknown>)(args, context) });
  } catch (error) {
    const message = stop.signal.aborted ? 'cancelled' : error instanceof Error ? error.message : String(error);
    reply({ id, error: { message: `${name}: ${message}` } });
  } finally {
    underWay.delete(id);
  }
}

async function letGo(code = 0): Promise<void> {
  for (const stop of underWay.values()) stop.abort();
  await resumeNow();
  killChildren();
  process.exit(code);
}

const input = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
input.on('line', (text) => {
  const line = JSON.parse(text) as OrderLine;
  if ('cancel' in line) underWay.get(line.cancel)?.abort();
  else void carryOut(line.id, line.order, line.args);
});
input.on('close', () => void letGo());
process.stdout.on('error', () => void letGo());
process.on('SIGTERM', () => void letGo());
// A defect ends the helper too, but never before its watchdog has resumed what it guards.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  void letGo(1);
});

// One that was killed and is back has nobody to take orders from: it ends what it was at.
if (await resumeFromNote()) process.exit(0);
reply({ hello: protocolVersion });
