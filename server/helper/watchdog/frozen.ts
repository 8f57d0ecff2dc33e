import { tell } from './tell.ts';

/** A program that no image has: whether it is refused for that, or because the container stands still. */
export const frozenProbe = ['/holdfast-is-it-frozen'];

/**
 * Restarts a container that stands still though Docker takes it for running: it was killed after it had paused it and
 * before it had noted so, and a restart is all that it offers then.
 */
export async function restartIfFrozen(socket: string, container: string): Promise<void> {
  const path = `/containers/${encodeURIComponent(container)}`;
  const made = await tell(socket, `${path}/exec`, { Cmd: frozenProbe });
  if (made.status !== 201) return;
  const { Id } = JSON.parse(made.body) as { Id: string };
  const { body } = await tell(socket, `/exec/${Id}/start`, { Detach: true });
  if (/paused/i.test(body)) await tell(socket, `${path}/restart?t=0`);
}
