import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Docker } from '../../server/docker/connect.ts';
import { sweepScratchVolumes } from '../../server/docker/scratch.ts';

/** Removes helper containers and scratch volumes that a dashboard left when it was ended in the middle of a job. */
export async function removeHelpers(docker: Docker, stateFolder: string): Promise<void> {
  const instance = instanceOf(stateFolder);
  if (!instance) return;
  const helpers = await docker.listContainers({ all: true, filters: { label: [`holdfast.instance=${instance}`] } });
  for (const { Id } of helpers) {
    await docker
      .getContainer(Id)
      .remove({ force: true, v: true })
      .catch((error: { statusCode?: number }) => {
        if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
      });
  }
  await sweepScratchVolumes({ docker, instance });
}

function instanceOf(stateFolder: string): string | null {
  try {
    return readFileSync(path.join(stateFolder, 'instance'), 'utf8').trim();
  } catch {
    return null;
  }
}
