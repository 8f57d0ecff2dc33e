import type { Docker } from '../../server/docker/connect.ts';
import { cloneId, demoLabel } from '../clone.ts';
import type { Arguments } from '../main.ts';
import { step } from '../say.ts';
import { runningDemo } from './demo-stack.ts';
import { bytesOf, countOf } from './quantities.ts';

/** Fills a volume of the demo: so many bytes in so many files, the same ones each time, beside what is there. */
export async function fill({ options }: Arguments): Promise<void> {
  const bytes = bytesOf(options.bytes ?? '1GiB');
  const files = countOf(options.files ?? '1000');
  const key = options.volume ?? 'workbench';
  const { docker, place } = await runningDemo();
  await step(`${bytes} bytes in ${files} files into ${key}`, () =>
    fillVolume(docker, `${place.project}_${key}`, { bytes, files }),
  );
}

export type Filling = { bytes: number; files: number; seed?: number };

/** Runs the program that fills in a container which mounts the volume. @throws when there is no such volume. */
export async function fillVolume(docker: Docker, volume: string, { bytes, files, seed = 1 }: Filling): Promise<void> {
  const { Labels } = await docker.getVolume(volume).inspect();
  const owner = Labels?.[demoLabel] ?? cloneId;
  const [image] = await docker.listImages({
    filters: { label: [`${demoLabel}=${cloneId}`], reference: ['*cybus/service-runtime', '*/cybus/service-runtime'] },
  });
  if (!image) throw new Error('The image of the demo’s program is missing. "npm run demo" builds it.');
  const container = await docker.createContainer({
    Image: image.Id,
    Entrypoint: ['node', '/app/fill.ts', String(bytes), String(files), String(seed)],
    Labels: { [demoLabel]: owner },
    HostConfig: { Binds: [`${volume}:/fill`], NetworkMode: 'none' },
  });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    if (StatusCode !== 0)
      throw new Error(`Filling ended with ${StatusCode}: ${await container.logs({ stdout: true, stderr: true })}`);
  } finally {
    await container.remove({ force: true });
  }
}
