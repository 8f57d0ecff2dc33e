import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workplace } from '../testing/workplace.ts';

const at = workplace();

describe('a relay', () => {
  it('carries bytes both ways to the first target that answers, and ends halves and wholes with their other side', async () => {
    const folder = at.fresh();
    const ended: Promise<unknown>[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Answers only when the other side has ended its half.
      socket.on('end', () => socket.end(Buffer.concat(chunks).toString().toUpperCase()));
      ended.push(new Promise((resolve) => socket.once('close', resolve)));
      socket.on('error', () => undefined);
    });
    server.listen(join(folder, 'server'));
    await once(server, 'listening');
    const targets = [
      { kind: 'unix' as const, path: join(folder, 'nobody') },
      { kind: 'unix' as const, path: join(folder, 'server') },
    ];
    const socket = join(folder, 'relay');
    expect(await at.helper.order('relay.listen', { socket, targets })).toEqual({ target: join(folder, 'server') });
    const client = connect({ path: socket, allowHalfOpen: true });
    client.end('hello');
    const [answer] = await once(client, 'data');
    expect(String(answer)).toBe('HELLO');
    const dying = connect(socket);
    await once(dying, 'connect');
    dying.write('x');
    while (ended.length < 3) await new Promise((next) => setTimeout(next, 2));
    dying.destroy();
    await ended[2];
    server.close();
    await expect(
      at.helper.order('relay.listen', { socket: join(folder, 'other'), targets: targets.slice(0, 1) }),
    ).rejects.toThrow('nothing answers');
  });
});
