import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** PostgreSQL's SSLRequest: the server answers with one byte, S or N. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const patienceMs = 5_000;

/**
 * Encrypts a connection to a PostgreSQL server where it offers that, as psql does by default (`sslmode=prefer`). Like
 * there, the server's certificate is not looked at: who listens in is kept out, who stands in between is not.
 */
export async function encrypted(plain: Socket, host: string): Promise<Socket> {
  plain.on('error', () => undefined); // whoever waits for it has been told
  plain.setTimeout(patienceMs, () => plain.destroy(new Error('no answer within 5 s')));
  try {
    const answer = await ask(plain);
    const socket = answer === 'S' ? await handshake(plain, host) : plain;
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

function handshake(plain: Socket, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      socket: plain,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
