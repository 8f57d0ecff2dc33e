import { once } from 'node:events';
import { chmod, rename } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { Handler } from '../context.ts';
import { connectFirst, nameOfTarget, type Target } from './target.ts';

/** Forwards until the helper ends; every connection of the app is one connection to the server. */
export const listen: Handler<'relay.listen'> = async ({ socket, targets }) => {
  const { socket: probe, target } = await connectFirst(targets);
  probe.destroy();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => void forward(near, targets));
  // The app takes its being there for a sign that it can be connected to: between bind and listen it can't.
  const draft = `${socket}.new`;
  server.listen(draft);
  await once(server, 'listening');
  // Its folder, which only the app and this helper see, guards it; the app may run as another user.
  await chmod(draft, 0o666);
  await rename(draft, socket);
  return { target: nameOfTarget(target) };
};

async function forward(near: Socket, targets: readonly Target[]): Promise<void> {
  near.on('error', () => near.destroy());
  try {
    const { socket: far } = await connectFirst(targets);
    far.on('error', () => far.destroy());
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    if (near.destroyed) far.destroy();
    near.pipe(far);
    far.pipe(near);
  } catch {
    near.destroy();
  }
}
