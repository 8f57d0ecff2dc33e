import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveId, newArchiveId, newJobId } from '../../archive/ids.ts';
import type { FileRecord } from '../../archive/layout.ts';
import type { Layer } from '../../archive/manifest.ts';
import { sampleDatabase, sampleEvidence, sampleManifest, sampleVolume, sha256 } from '../../archive/sample.ts';
import type { Signer } from '../../archive/signing.ts';
import { hostPathOf, startHelper } from '../../docker/index.ts';
import type { NewLayer, StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';

export type RealArchive = {
  /** A folder of this host that stands for the volume. */
  tree: string;
  signer?: Signer;
  /** Changes the tree between pre-copy and freeze, so that there is a delta. */
  change?: () => void;
  /** How the manifest calls things; absent: the sample's names. */
  names?: { project: string; volume: string; service: string; owner: string };
  /** pg_dump's custom format; absent: a header and no more. */
  dump?: Buffer;
  /** A further layer that no capture made. */
  hostile?: { kind: NewLayer['kind']; content: Buffer };
};

const headerOnly = Buffer.from('PGDMP\u0001\u000e\u0000\u0004\u0008', 'latin1');

/** An archive for tests whose volume a real helper captured; its dump has a real header and no more. */
export async function realArchive(deps: EngineDeps, spec: RealArchive): Promise<StoredArchive> {
  const jobId = newJobId();
  const folder = await deps.store.prepare(jobId);
  const captured = await capture(deps, jobId, folder, spec);
  const dump = execFileSync('zstd', ['-c'], { input: spec.dump ?? headerOnly });
  await writeFile(join(folder, 'archive/database/shop.dump.zst'), dump);
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
      volumes: [{ ...volume, ...captured.facts, layers: captured.layers, name: names?.volume ?? volume.name }],
      databases: [
        names
          ? { ...database, service: names.service, properties: { ...database.properties, owner: names.owner } }
          : database,
      ],
    }),
    evidence: sampleEvidence(),
    signer: spec.signer ?? deps.signer,
    files: [captured.fingerprint, { path: 'database/shop.dump.zst', bytes: dump.length, sha256: sha256(dump) }],
    layers: captured.written,
  });
}

type Captured = {
  layers: Layer[];
  written: NewLayer[];
  fingerprint: FileRecord;
  facts: { files: number; bytes: number };
};

async function capture(
  deps: EngineDeps,
  job: ReturnType<typeof newJobId>,
  folder: string,
  spec: RealArchive,
): Promise<Captured> {
  await using helper = await startHelper(deps, {
    job,
    role: 'capture',
    capabilities: ['DAC_READ_SEARCH'],
    mounts: [
      { kind: 'bind', source: await hostPathOf(deps.docker, spec.tree), target: '/v/shop_files', readOnly: true },
      { kind: 'bind', source: await hostPathOf(deps.docker, folder), target: '/out', readOnly: false },
    ],
  });
  const volume = { volume: 'shop_files', root: '/v/shop_files' };
  const full = await helper.order('capture.precopy', { ...volume, layer: '/out/layers/full' });
  await helper.order('capture.sync', { roots: [volume.root] });
  spec.change?.();
  const delta = await helper.order('capture.delta', {
    ...volume,
    layer: '/out/layers/delta',
    deletes: '/out/layers/deletes',
  });
  const thawNs = `${BigInt(Date.now()) * 1_000_000n}`;
  const confirmed = await helper.order('capture.confirm', {
    ...volume,
    thawNs,
    fingerprint: '/out/archive/fingerprints/shop_files.zst',
  });
  const files: [NewLayer['kind'], string, { bytes: number; sha256: string } | null][] = [
    ['tar', 'full', full.layer],
    ['tar', 'delta', delta.layer],
    ['delete', 'deletes', delta.deletes],
  ];
  const written = files.flatMap(([kind, file, stored]) =>
    stored === null ? [] : [{ file, kind, bytes: stored.bytes, sha256: stored.sha256 }],
  );
  const layers: Layer[] = [
    { tar: hashOf(full.layer), deletes: null, entries: full.entries },
    ...(delta.layer || delta.deletes
      ? [
          {
            tar: delta.layer && hashOf(delta.layer),
            deletes: delta.deletes && hashOf(delta.deletes),
            entries: delta.entries,
          },
        ]
      : []),
  ];
  if (spec.hostile !== undefined) {
    const { kind, content } = spec.hostile;
    await writeFile(join(folder, 'layers/hostile'), content);
    const stored = { bytes: content.length, sha256: sha256(content) };
    written.push({ file: 'hostile', kind, ...stored });
    layers.push({ tar: kind === 'tar' ? stored : null, deletes: kind === 'delete' ? stored : null, entries: 1 });
  }
  const { bytes, sha256: hash } = confirmed.fingerprint;
  return {
    layers,
    written,
    fingerprint: { path: 'fingerprints/shop_files.zst', bytes, sha256: hash },
    facts: { files: confirmed.files, bytes: confirmed.bytes },
  };
}

function hashOf({ bytes, sha256: hash }: { bytes: number; sha256: string }): { bytes: number; sha256: string } {
  return { bytes, sha256: hash };
}
