import { firstBytes } from '../../archive/dump-header.ts';
import { tablesOfDump } from '../../archive/dump-toc.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import type { ManifestDatabase } from '../../archive/manifest.ts';
import { messageOf } from '../../errors/error.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { volumeTree } from '../browse/volume-tree.ts';
import type { EngineDeps } from '../dependencies.ts';
import { readArchivedCluster } from '../restore/stage/archive-files.ts';
import { type ServerSide, type Side, type SideDatabase, tableKey } from './side.ts';

/** A dump begins with the list of what it makes; ten thousand tables take less than this. */
const largestListBytes = 32 * 1024 * 1024;

/** An archive as one of two sides. @throws `archive.unknown`, `archive.broken` */
export async function archiveSide({ store }: Pick<EngineDeps, 'store'>, id: ArchiveId): Promise<Side> {
  const archive = await store.read(id);
  const { manifest } = archive;
  return {
    said: { kind: 'archive', archiveId: id, project: manifest.project, at: manifest.createdAt },
    product: manifest.product?.version ?? null,
    volumes: manifest.volumes.map((volume) => ({
      key: volume.key,
      name: volume.name,
      files: volume.files,
      bytes: volume.bytes,
      tree: () => volumeTree(archive, volume),
    })),
    ...(await archivedServer(archive)),
  };
}

/** What an archive has of its server: its databases, as the manifest names them, and the roles. */
export async function archivedServer(archive: StoredArchive): Promise<ServerSide> {
  const { id, databases } = archive.manifest;
  const problems: string[] = [];
  const roles = await readArchivedCluster(archive).catch((error) => {
    problems.push(`The roles of ${id} can’t be read: ${messageOf(error)}`);
    return null;
  });
  return { databases: await Promise.all(databases.map((database) => databaseOf(archive, database))), roles, problems };
}

async function databaseOf(archive: StoredArchive, database: ManifestDatabase): Promise<SideDatabase> {
  const start = await firstBytes(archive.locate(database.dump), largestListBytes).catch(() => null);
  const tables = start && tablesOfDump(start);
  const columns = tables && new Map(tables.map((table) => [tableKey(table.schema, table.name), table.columns]));
  return { ...database, columns };
}
