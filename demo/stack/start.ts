import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDocker, type Docker } from '../../server/docker/connect.ts';
import { ignored } from '../clone.ts';
import { ensureProductImages, type ProductVersion } from '../images/product.ts';
import { ensureDocker } from '../machine/docker.ts';
import { tailOfFile } from '../run.ts';
import { testOwner } from '../test/run-id.ts';
import { StackApi } from './api.ts';
import { compose } from './compose.ts';
import { inFreePlace, type Place, placeFor } from './place.ts';
import { removeStack } from './remove.ts';
import { writeInstallation } from './settings.ts';

export type { ProductVersion } from '../images/product.ts';

export type StackOptions = {
  /** Compose project; lower case, unlike that of any other stack that runs now. */
  project: string;
  /** Default: the newer. */
  version?: ProductVersion;
};

/** A running stack: PostgreSQL, broker and the product's services, with their seed data in place. */
export type Stack = AsyncDisposable & {
  project: string;
  version: ProductVersion;
  /** Value of the label `holdfast.demo` on everything of it. */
  owner: string;
  dockerHost: string;
  /** The installation's folder, with docker-compose.yml and .env. */
  folder: string;
  /** Of the Admin UI and the API, plain HTTP on the loopback interface. */
  url: string;
  subnet: string;
  admin: { name: string; password: string };
  /** Real name of a volume by its compose key. */
  volume(key: string): string;
  /** Id of a service's container. */
  container(service: string): Promise<string>;
  /** Calls the product's API as its administrator: `call('POST', '/api/services', { id: 'x' })`. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Waits until every service answers. */
  healthy(): Promise<void>;
  /** Starts the services in another version; the database is migrated as they start. */
  upgrade(version: ProductVersion): Promise<void>;
};

/** Brings up a stack of its own for a test and waits until it is healthy; disposing removes everything of it. */
export async function startStack({ project, version = '1.10.2' }: StackOptions): Promise<Stack> {
  const { dockerHost } = await ensureDocker();
  const docker = connectDocker(dockerHost);
  const owner = testOwner(randomBytes(4).toString('hex'));
  const folder = path.join(ignored, `test-stack-${owner}`);
  const dispose = async () => {
    await removeStack(docker, owner);
    rmSync(folder, { recursive: true, force: true });
  };
  return inFreePlace(
    () => placeFor(docker, project),
    async (place) => {
      try {
        return await bringUp({ docker, dockerHost, owner, folder, place, version, dispose });
      } catch (error) {
        await dispose();
        throw error;
      }
    },
  );
}

export type BringUp = {
  docker: Docker;
  dockerHost: string;
  owner: string;
  folder: string;
  place: Place;
  version: ProductVersion;
  dispose(): Promise<void>;
};

/** Starts the services at their place, or does nothing where they run so already, and waits until they are healthy. */
export async function bringUp({ docker, dockerHost, owner, folder, place, version, dispose }: BringUp): Promise<Stack> {
  const registry = await ensureProductImages(docker);
  const api = new StackApi(`http://127.0.0.1:${place.httpPort}`);
  const log = path.join(folder, 'compose.log');
  const stack: Stack = {
    ...place,
    version,
    owner,
    dockerHost,
    folder,
    url: api.url,
    admin: api.admin,
    volume: (key) => `${place.project}_${key}`,
    container: (service) => containerOf(docker, place.project, service),
    call: (method, route, body) => api.call(method, route, body),
    healthy: () => untilHealthy(api, log),
    upgrade: async (next) => {
      writeInstallation(folder, { ...place, version: next, registry, owner, dockerHost });
      await compose({ folder, dockerHost, log }, ['up', '-d']);
      stack.version = next;
      await stack.healthy();
    },
    [Symbol.asyncDispose]: dispose,
  };
  await stack.upgrade(version);
  return stack;
}

async function untilHealthy(api: StackApi, log: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await api.isHealthy())) {
    if (Date.now() > deadline)
      throw new Error(`The demo's services are not healthy after two minutes.\n${tailOfFile(log)}`);
    await sleep(200);
  }
}

/** @throws when there is none. */
async function containerOf(docker: Docker, project: string, service: string): Promise<string> {
  const label = [`com.docker.compose.project=${project}`, `com.docker.compose.service=${service}`];
  const [container] = await docker.listContainers({ all: true, filters: { label } });
  if (!container) throw new Error(`The project ${project} has no service ${service}.`);
  return container.Id;
}
