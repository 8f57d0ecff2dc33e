import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { authority, serverCertificate } from '../../engine/testing/certificates.ts';
import { workplace } from '../testing/workplace.ts';
import { notOffered, notTrusted } from './refusals.ts';

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

describe('a relay to a PostgreSQL server by TCP', () => {
  type Mode = 'prefer' | 'require' | 'verify-full';

  /** Answers the question for encryption as a server does, then says hello. */
  async function server(tls: { folder: string } | null): Promise<{ port: number } & AsyncDisposable> {
    const read = (name: string) => (tls ? readFile(join(tls.folder, name)) : undefined);
    const [key, cert] = await Promise.all([read('key.pem'), read('cert.pem')]);
    const listening = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(tls ? 'S' : 'N');
        if (!key || !cert) return;
        const inside = new TLSSocket(socket, { isServer: true, key, cert });
        inside.on('error', () => undefined);
        inside.write('hello');
      });
    });
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    return { port, [Symbol.asyncDispose]: async () => void listening.close() };
  }

  async function heard(port: number, sslmode: Mode, { host = 'localhost', ca }: { host?: string; ca?: string } = {}) {
    const socket = join(at.fresh(), 'relay');
    const target = { kind: 'tcp' as const, host, port, sslmode, ...(ca ? { ca } : {}) };
    await at.helper.order('relay.listen', { socket, targets: [target] });
    const client = connect(socket);
    const [answer] = await once(client, 'data');
    client.destroy();
    return String(answer);
  }

  it('looks at its certificate with verify-full alone: who signed it, and whether it bears the name of the host', async () => {
    await using ca = await authority();
    await using stranger = await authority();
    await using certificate = await serverCertificate();
    await certificate.signedBy(ca, 'DNS:localhost');
    await using it = await server(certificate);
    const [known, unknown] = [join(ca.folder, 'ca.pem'), join(stranger.folder, 'ca.pem')];
    expect(await heard(it.port, 'verify-full', { ca: known })).toBe('hello');
    for (const wrong of [{ ca: unknown }, { ca: known, host: '127.0.0.1' }])
      await expect(heard(it.port, 'verify-full', wrong)).rejects.toThrow(notTrusted);
    expect([await heard(it.port, 'prefer'), await heard(it.port, 'require')]).toEqual(['hello', 'hello']);
  });

  it('goes on in the clear with prefer alone where it offers no encryption', async () => {
    await using it = await server(null);
    for (const sslmode of ['require', 'verify-full'] as const)
      await expect(heard(it.port, sslmode)).rejects.toThrow(notOffered);
    const socket = join(at.fresh(), 'relay');
    const target = { kind: 'tcp' as const, host: 'localhost', port: it.port, sslmode: 'prefer' as const };
    expect(await at.helper.order('relay.listen', { socket, targets: [target] })).toEqual({
      target: `localhost:${it.port}`,
    });
  });
});
