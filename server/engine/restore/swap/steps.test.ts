import { expect, it } from 'vitest';
import { fail } from '../../../errors/error.ts';
import type { Intent } from './intent.ts';
import { startServices } from './steps.ts';
import type { SwapWorld } from './world.ts';

it('begins services in their order, some at a time, and one that does not start keeps no other from it', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const begun: string[] = [];
  let starting = 0;
  let most = 0;
  const world = {
    async start({ service }: { service: string }) {
      begun.push(service);
      starting += 1;
      most = Math.max(most, starting);
      await new Promise(setImmediate);
      starting -= 1;
      if (service === 'b') throw fail('restore.service-unwell', { service, detail: 'no such image' });
    },
    note: () => {},
  } as unknown as SwapWorld;
  const failures = await startServices(world, { services: names.map((service) => ({ service })) } as Intent);
  expect(begun).toEqual(names);
  expect(most).toBe(4);
  expect(failures.map(({ service }) => service)).toEqual(['b']);
});

it('calls no service unwell where Docker went away', async () => {
  const start = async () => {
    throw fail('docker.unreachable', { endpoint: 'unix:///gone' });
  };
  const world = { start, note: () => {} } as unknown as SwapWorld;
  const services = [{ service: 'a' }, { service: 'b' }];
  await expect(startServices(world, { services } as Intent)).rejects.toMatchObject({ code: 'docker.unreachable' });
});
