import { execFileSync } from 'node:child_process';
import type { ManifestDatabase } from '../../archive/manifest.ts';
import { type Cluster, openLink, prepareSnapshot, readCluster, readInventory } from '../../postgres/index.ts';
import { startContainerWorld } from '../../postgres/testing/container.ts';

/** What an archive says of a database, with its dump (not compressed). */
export type RealDatabase = { facts: ManifestDatabase; cluster: Cluster; dump: Buffer };

/** Fills the database `live` of a real server, and reads all that a backup reads of it. The server is gone afterwards. */
export async function realDatabase(
  images: { postgresImage: string; helperImage: string },
  statements: readonly string[],
): Promise<RealDatabase> {
  await using world = await startContainerWorld(images);
  // By TCP: while the image makes its first cluster, only the socket answers, and the database is not there yet.
  const ready = 'until pg_isready -q -h 127.0.0.1; do sleep 0.1; done';
  execFileSync('docker', ['exec', world.container.id, 'bash', '-c', ready]);
  await using link = await openLink(world.deps, { server: world.server, folder: world.folder });
  const app = await link.connect('live', 'app');
  await app.query('SET search_path = public');
  for (const statement of statements) await app.query(statement);
  await app.end();
  await using prepared = await prepareSnapshot(link, 'live', `holdfast-${world.folder.job}`);
  const snapshot = await prepared.take();
  const inventory = await readInventory(snapshot);
  const cluster = await readCluster([snapshot]);
  const dump = execFileSync(
    'docker',
    ['exec', world.container.id, 'pg_dump', '-Fc', '-Z0', '-U', world.server.user, '-d', 'live'],
    { maxBuffer: 2 ** 28 },
  );
  await prepared.release();
  return {
    cluster,
    dump,
    facts: {
      name: 'live',
      service: 'db',
      serverVersion: cluster.serverVersion,
      serverMajor: Number.parseInt(cluster.serverVersion, 10),
      dump: 'database/shop.dump.zst',
      dumpFormat: '1.14',
      bytes: inventory.bytes,
      tables: inventory.tables,
      properties: inventory.properties,
      extensions: inventory.extensions,
      structure: inventory.structure,
    },
  };
}
