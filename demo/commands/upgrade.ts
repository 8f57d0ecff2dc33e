import { cloneId } from '../clone.ts';
import type { Arguments } from '../main.ts';
import { step } from '../say.ts';
import { bringUp } from '../stack/start.ts';
import { installationFolder, productVersion, runningDemo } from './demo-stack.ts';

/** Takes the product to another version: new images, and the database is migrated as the services start. */
export async function upgrade({ rest }: Arguments): Promise<void> {
  const version = productVersion(rest[0]);
  const { docker, dockerHost, place } = await runningDemo();
  const spec = { docker, dockerHost, owner: cloneId, folder: installationFolder, place, version };
  await step(`Connectware-shaped stack ${version}`, () => bringUp({ ...spec, dispose: async () => {} }));
}
