import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDiscovery } from '../installation/index.ts';
import { askDatabases } from './ask-databases.ts';
import { type Shop, startShop } from './backup/testing/shop.ts';
import { installationOf } from './installation-of.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await startShop({ volumes: ['data'] });
});
afterAll(() => shop[Symbol.asyncDispose]());

async function discovered() {
  const { installation, unasked } = await askDatabases(shop.deps, await installationOf(shop.deps, shop.project));
  return describeDiscovery(installation, unasked);
}

test('discovery lists the databases that a backup captures, each with its server’s version', async () => {
  await shop.sql('create database ledger');
  await shop.sql('create database holdfast_abc_kept');
  const { manifest } = await shop.backUp();
  const { databases, database } = await discovered();
  const container = shop.container('postgresql');
  expect(databases).toEqual(
    manifest.databases.map(({ name, serverVersion }) => ({
      container,
      name,
      user: 'shop',
      serverVersion,
      reason: `in the container ${container}`,
    })),
  );
  expect(databases.map(({ name }) => name)).toEqual(['shop', 'ledger']);
  expect(database).toEqual(databases[0]);
});

test('of a server that does not run, what can be known of it is told, and why that may not be all', async () => {
  const server = shop.deps.docker.getContainer(shop.container('postgresql'));
  await server.stop();
  expect((await discovered()).databases).toMatchObject([
    { name: 'shop', serverVersion: '15', reason: expect.stringContaining('its container does not run') },
  ]);
  await server.start();
  while (!(await shop.sql('select 1').catch(() => null))) await pause(50);
  expect((await discovered()).databases).toHaveLength(2);
});
