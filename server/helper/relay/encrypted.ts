import { readFile } from 'node:fs/promises';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Orders } from '../protocol.ts';
import { notOffered, notTrusted } from './refusals.ts';

/** PostgreSQL's SSLRequest: the server answers with one byte, S or N. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const patienceMs = 5_000;

export type TcpTarget = Extract<Orders['relay.listen']['args']['targets'][number], { kind: 'tcp' }>;

/**
 * Encrypts a connection to a PostgreSQL server as psql does by the same `sslmode`. Only with `verify-full` is its
 * certificate looked at: the others keep out who listens in, not who stands in between.
 */
export async function encrypted(plain: Socket, target: TcpTarget): Promise<Socket> {
  plain.on('error', () => undefined); // whoever waits for it has been told
  plain.setTimeout(patienceMs, () => plain.destroy(new Error('no answer within 5 s')));
  try {
    const answer = await ask(plain);
    if (answer === 'N' && target.sslmode !== 'prefer') throw new Error(notOffered);
    const socket = answer === 'S' ? await handshake(plain, target) : plain;
    plain.setTimeout(0);
    return socket;
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

/** @throws for anything but one byte: what follows it in the clear would be read as if it had come encrypted. */
function ask(plain: Socket): Promise<'S' | 'N'> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('it ended the connection'));
    plain.once('error', reject);
    plain.once('end', ended);
    plain.once('data', (data: Buffer) => {
      plain.off('error', reject);
      plain.off('end', ended);
      const answer = data.toString('latin1');
      if (answer === 'S' || answer === 'N') resolve(answer);
      else reject(new Error('it is no PostgreSQL server'));
    });
    plain.write(sslRequest);
  });
}

async function handshake(plain: Socket, { host, sslmode, ca }: TcpTarget): Promise<Socket> {
  const trusted = ca === undefined ? undefined : await readFile(ca);
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: plain,
      host, // the name that the certificate must bear
      rejectUnauthorized: sslmode === 'verify-full',
      ...(trusted ? { ca: trusted } : {}),
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    const refuse = (error: Error) =>
      reject(socket.authorizationError ? new Error(`${notTrusted}: ${error.message}`) : error);
    socket.once('error', refuse);
    socket.once('secureConnect', () => {
      socket.off('error', refuse);
      resolve(socket);
    });
  });
}
