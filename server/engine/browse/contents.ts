import type { ArchiveId } from '../../archive/ids.ts';
import type { ArchiveContents } from '../../contract/files.ts';
import type { EngineDeps } from '../dependencies.ts';

/** What there is to look into. @throws `archive.unknown`, `archive.broken` */
export async function contentsOf({ store }: Pick<EngineDeps, 'store'>, id: ArchiveId): Promise<ArchiveContents> {
  const { volumes, databases } = (await store.read(id)).manifest;
  return {
    archiveId: id,
    volumes: volumes.map(({ name, key, files, bytes }) => ({ name, key, files, bytes })),
    databases: databases.map(({ name, serverVersion, bytes, tables }) => ({ name, serverVersion, bytes, tables })),
  };
}
