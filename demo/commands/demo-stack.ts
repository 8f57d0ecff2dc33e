import path from 'node:path';
import { connectDocker, type Docker } from '../../server/docker/connect.ts';
import { cloneId, demoFolder, demoLabel } from '../clone.ts';
import { type ProductVersion, productVersions } from '../images/product.ts';
import { findDocker } from '../machine/docker.ts';
import { StackApi } from '../stack/api.ts';
import { type Place, placeOf } from '../stack/place.ts';

export const installationFolder = path.join(demoFolder, 'connectware');

/** The demo's stack as it runs now. */
export type Running = { docker: Docker; dockerHost: string; place: Place; api: StackApi };

/** @throws when it does not run. */
export async function runningDemo(): Promise<Running> {
  const machine = await findDocker();
  const docker = machine && connectDocker(machine.dockerHost);
  const place = docker && (await placeOf(docker, cloneId));
  if (!docker || !place) throw new Error('The demo does not run here. "npm run demo" starts it.');
  return { docker, dockerHost: machine.dockerHost, place, api: new StackApi(`http://127.0.0.1:${place.httpPort}`) };
}

/** Version of the product that the containers of this stack are made from; null when there are none. */
export async function versionOf(docker: Docker, owner: string): Promise<ProductVersion | null> {
  const label = [`${demoLabel}=${owner}`, 'com.docker.compose.service=auth-server'];
  const [container] = await docker.listContainers({ all: true, filters: { label } });
  const tag = container?.Image.split(':').at(-1);
  return productVersions.find((version) => version === tag) ?? null;
}

/** @throws when it is none of the demo's versions. */
export function productVersion(text: string | undefined): ProductVersion {
  const found = productVersions.find((version) => version === text);
  if (!found) throw new Error(`The product has the versions ${productVersions.join(' and ')}, not "${text ?? ''}".`);
  return found;
}
