import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../archive/canonical.ts';
import { type ArchiveId, newArchiveId, newJobId } from '../../archive/ids.ts';
import { clusterName, type FileRecord } from '../../archive/layout.ts';
import type { ManifestCore } from '../../archive/readme.ts';
import { sampleDatabase, sampleEvidence, sampleManifest, sampleVolume, sha256 } from '../../archive/sample.ts';
import type { Signer } from '../../archive/signing.ts';
import { recordOf } from '../../archive/sums.ts';
import type { NewLayer, StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { type MadeLayers, makeLayers } from './layers.ts';
import type { RealDatabase } from './real-database.ts';

export type RealArchive = {
  /** A folder of this host that stands for the volume. */
  tree: string;
  signer?: Signer;
  /** Changes of the tree, each of which becomes a layer. */
  change?: (() => void) | (() => void)[];
  /** How the manifest calls things; absent: the sample's names. */
  names?: { project: string; volume: string; service: string; owner: string };
  /** pg_dump's custom format; absent: a header and no more. */
  dump?: Buffer;
  /** A database that a real server had; absent: the sample's, with `dump`. */
  database?: RealDatabase;
  /** What else the manifest says otherwise than the sample. */
  manifest?: Partial<ManifestCore>;
  /** Compose key of the volume. */
  key?: string;
  /** A further layer that no capture made. */
  hostile?: { kind: NewLayer['kind']; content: Buffer };
};

const headerOnly = Buffer.from('PGDMP\u0001\u000e\u0000\u0004\u0008', 'latin1');

/** An archive for tests with a real tree in it; its dump has a real header and no more, unless one is given. */
export async function realArchive(deps: EngineDeps, spec: RealArchive): Promise<StoredArchive> {
  const jobId = newJobId();
  const folder = await deps.store.prepare(jobId);
  const layers = join(folder, 'layers');
  const made = makeLayers(spec.tree, layers, [spec.change ?? []].flat());
  if (spec.hostile) addHostile(layers, made, spec.hostile);
  const fingerprint = {
    path: 'fingerprints/shop_files.zst',
    bytes: made.fingerprint.length,
    sha256: sha256(made.fingerprint),
  };
  await writeFile(join(folder, 'archive', fingerprint.path), made.fingerprint);
  const dump = execFileSync('zstd', ['-c'], { input: spec.database?.dump ?? spec.dump ?? headerOnly });
  await writeFile(join(folder, 'archive/database/shop.dump.zst'), dump);
  const documents: FileRecord[] = [];
  if (spec.database) {
    const text = canonicalJson(spec.database.cluster);
    await writeFile(join(folder, 'archive', clusterName), text);
    documents.push(recordOf(clusterName, text));
  }
  const frozenAt = new Date();
  const { names } = spec;
  const [volume, database] = [sampleVolume('shop_files', []), sampleDatabase()];
  const id: ArchiveId = newArchiveId(frozenAt);
  return deps.store.seal({
    jobId,
    manifest: sampleManifest({
      id,
      createdAt: frozenAt.toISOString(),
      instance: deps.instance,
      ...(names ? { project: names.project } : {}),
      volumes: [
        {
          ...volume,
          ...made.facts,
          layers: made.layers,
          name: names?.volume ?? volume.name,
          key: spec.key ?? volume.key,
        },
      ],
      databases: [
        spec.database?.facts ??
          (names
            ? { ...database, service: names.service, properties: { ...database.properties, owner: names.owner } }
            : database),
      ],
      ...spec.manifest,
    }),
    evidence: sampleEvidence(),
    signer: spec.signer ?? deps.signer,
    files: [fingerprint, { path: 'database/shop.dump.zst', bytes: dump.length, sha256: sha256(dump) }, ...documents],
    layers: made.written,
  });
}

/** A further layer that the tree does not account for. */
function addHostile(folder: string, made: MadeLayers, { kind, content }: NonNullable<RealArchive['hostile']>): void {
  writeFileSync(join(folder, 'hostile'), content);
  const stored = { bytes: content.length, sha256: sha256(content) };
  made.written.push({ file: 'hostile', kind, ...stored });
  made.layers.push({ tar: kind === 'tar' ? stored : null, deletes: kind === 'delete' ? stored : null, entries: 1 });
}
