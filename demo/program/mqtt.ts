import net from 'node:net';

/** A connection to a broker, as far as publishing needs it (MQTT 3.1.1, QoS 0). */
export type Mqtt = { publishRetained(topic: string, message: string): void; closed(): boolean };

/** @throws when the broker can't be reached or does not accept. */
export function connectMqtt(host: string, port: number, clientId: string): Promise<Mqtt> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, host);
    let closed = false;
    socket.once('close', () => {
      closed = true;
    });
    socket.on('error', reject);
    socket.once('connect', () => socket.write(connectPacket(clientId)));
    socket.once('data', (answer) => {
      // CONNACK: 0x20, its length, flags, 0 for accepted.
      if (answer[0] !== 0x20 || answer[3] !== 0) return reject(new Error('the broker refuses the connection'));
      resolve({
        publishRetained: (topic, message) => socket.write(publishPacket(topic, message)),
        closed: () => closed,
      });
    });
  });
}

/** Protocol level 4, clean session, no keep-alive. */
export function connectPacket(clientId: string): Buffer {
  return packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0]), text(clientId)]));
}

export function publishPacket(topic: string, message: string): Buffer {
  return packet(0x31, Buffer.concat([text(topic), Buffer.from(message)]));
}

function packet(head: number, content: Buffer): Buffer {
  const length: number[] = [];
  let rest = content.length;
  do {
    length.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([head, ...length]), content]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
}
