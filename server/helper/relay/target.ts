import { connect, type Socket } from 'node:net';
import type { Orders } from '../protocol.ts';
import { addressOf } from './address.ts';
import { encrypted } from './encrypted.ts';

export type Target = Orders['relay.listen']['args']['targets'][number];

export function nameOfTarget(target: Target): string {
  return target.kind === 'tcp' ? addressOf(target) : target.path;
}

/**
 * Connects to the first target that answers.
 * @throws Error naming each target with the reason
 */
export async function connectFirst(targets: readonly Target[]): Promise<{ socket: Socket; target: Target }> {
  const refusals: string[] = [];
  for (const target of targets) {
    try {
      const socket = await connectTo(target);
      return {
        socket: target.kind === 'tcp' && target.sslmode !== 'disable' ? await encrypted(socket, target) : socket,
        target,
      };
    } catch (error) {
      refusals.push(`${nameOfTarget(target)} (${(error as Error).message})`);
    }
  }
  throw new Error(`nothing answers: ${refusals.join(', ')}`);
}

function connectTo(target: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const place = target.kind === 'tcp' ? { host: target.host, port: target.port } : { path: target.path };
    // Each side may end its half while the other still speaks, as the wire protocol allows.
    const socket = connect({ ...place, allowHalfOpen: true });
    const giveUp = setTimeout(() => socket.destroy(new Error('no answer within 5 s')), 5_000);
    socket.once('connect', () => {
      clearTimeout(giveUp);
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(giveUp);
      reject(error);
    });
  });
}
