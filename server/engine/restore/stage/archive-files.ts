import { readFile } from 'node:fs/promises';
import { clusterName } from '../../../archive/layout.ts';
import { type Helper, hostPathOf, startHelper } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import { type Cluster, clusterSchema } from '../../../postgres/index.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import type { RestoreRun } from '../run.ts';

type Reading = Pick<RestoreRun, 'job' | 'folder' | 'progress' | 'signal'>;

/** A helper that sees the archive's folder at /archive, read-only, and the job's folder at /out. */
export async function startPack(
  deps: EngineDeps,
  run: Pick<Reading, 'job' | 'folder'>,
  archive: StoredArchive,
): Promise<Helper> {
  const [folder, out] = await Promise.all([
    hostPathOf(deps.docker, archive.folder),
    hostPathOf(deps.docker, run.folder),
  ]);
  return startHelper(deps, {
    job: run.job,
    role: 'pack',
    mounts: [
      { kind: 'bind', source: folder, target: '/archive', readOnly: true },
      { kind: 'bind', source: out, target: '/out', readOnly: false },
    ],
    // The store's folder may belong to another user.
    capabilities: ['DAC_OVERRIDE'],
  });
}

/**
 * Reads again what the restore will believe: dumps, cluster data, fingerprints. Layers are checked as they are extracted.
 * @throws `restore.altered` naming the part.
 */
export async function checkArchiveFiles(pack: Helper, archive: StoredArchive, run: Reading): Promise<void> {
  const believed = archive.manifest.files.filter(({ path }) => /^(?:database|fingerprints)\//.test(path));
  let bytes = 0;
  const bytesTotal = believed.reduce((sum, file) => sum + file.bytes, 0);
  for (const { path, sha256, bytes: size } of believed) {
    const found = await pack.order('file.hash', { file: `/archive/${path}` }, { signal: run.signal });
    if (found.sha256 !== sha256) throw fail('restore.altered', { id: archive.manifest.id, part: path });
    bytes += size;
    run.progress.advance({ lane: 'archive', bytes, bytesTotal });
  }
}

/** Roles, memberships and sequences of the archive. */
export async function readArchivedCluster(archive: StoredArchive): Promise<Cluster> {
  return clusterSchema.parse(JSON.parse(await readFile(archive.locate(clusterName), 'utf8')));
}
