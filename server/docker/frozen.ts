import { frozenProbe } from '../helper/watchdog/frozen.ts';
import type { Docker } from './connect.ts';
import { detailOf } from './daemon-errors.ts';

/**
 * Restarts containers that stand still though Docker takes them for running: it was killed after it had paused them and
 * before it had noted so. It refuses to resume them then, and hangs when it is to pause them; a restart is all it offers.
 */
export async function restartFrozen(docker: Docker, ids: readonly string[]): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      if (await isFrozen(docker, id)) await docker.getContainer(id).restart({ t: 0 });
    }),
  );
}

async function isFrozen(docker: Docker, id: string): Promise<boolean> {
  try {
    const exec = await docker.getContainer(id).exec({ Cmd: frozenProbe });
    await exec.start({ Detach: true });
    return false;
  } catch (error) {
    return /paused/i.test(detailOf(error));
  }
}
