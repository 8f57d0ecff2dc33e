import { createHash } from 'node:crypto';
import type { Evidence } from './evidence.ts';
import { archiveIdSchema } from './ids.ts';
import type { ManifestDatabase, ManifestVolume } from './manifest.ts';
import type { ManifestCore } from './readme.ts';

/** Small archives for tests: everything a manifest can say, with nothing behind it. */

export function sampleManifest(over: Partial<ManifestCore> = {}): ManifestCore {
  return {
    format: 'holdfast-archive',
    formatVersion: 1,
    id: archiveIdSchema.parse('20261124-154100-ab12'),
    createdAt: '2026-11-24T15:41:00.123Z',
    instance: '6f1c1d3e-0a52-4c39-9d6e-0e6a2f2b9a01',
    holdfast: '0.1.0',
    project: 'shop',
    profile: 'compose',
    trigger: 'manual',
    note: '',
    product: { name: 'Shop', version: '1.2.0' },
    strategy: 'pause',
    verdict: 'guaranteed',
    reasons: [],
    freezeMs: 212,
    durationMs: 4210,
    volumes: [sampleVolume('shop_files', ['content of a layer'])],
    left: [{ name: 'shop_cache', reason: 'The profile leaves it out.' }],
    databases: [sampleDatabase()],
    services: [{ service: 'web', container: 'shop_web_1', image: 'shop/web:1.2.0', running: true }],
    ...over,
  };
}

/** A volume whose layers have these contents. */
export function sampleVolume(name: string, contents: readonly string[]): ManifestVolume {
  return {
    name,
    key: name.replace(/^shop_/, ''),
    role: 'included',
    driver: 'local',
    options: {},
    labels: { 'com.docker.compose.project': 'shop' },
    createdAt: '2026-11-01T10:00:00Z',
    mountedAt: ['/data'],
    files: 3,
    bytes: 1024,
    layers: contents.map((content) => ({
      tar: { sha256: sha256(content), bytes: Buffer.byteLength(content) },
      deletes: null,
      entries: 3,
    })),
    fingerprint: `fingerprints/${name}.zst`,
  };
}

export function sampleDatabase(name = 'shop'): ManifestDatabase {
  return {
    name,
    service: 'db',
    serverVersion: '15.6',
    serverMajor: 15,
    dump: 'database/shop.dump.zst',
    dumpFormat: '1.14',
    bytes: 8_000_000,
    tables: [{ schema: 'public', name: 'orders', rows: 12 }],
    properties: {
      owner: 'shop',
      encoding: 'UTF8',
      collate: 'C.UTF-8',
      ctype: 'C.UTF-8',
      localeProvider: 'libc',
      icuLocale: null,
      icuRules: null,
      collationVersion: null,
      connectionLimit: -1,
      isTemplate: false,
      acl: null,
      comment: null,
      settings: [],
    },
    extensions: [{ name: 'plpgsql', version: '1.0' }],
    structure: sha256('structure'),
  };
}

export function sampleEvidence(): Evidence {
  const span = { from: '2026-11-24T15:40:55.000Z', to: '2026-11-24T15:40:59.000Z' };
  return {
    formatVersion: 1,
    verdict: 'guaranteed',
    reasons: [],
    strategy: 'pause',
    startedAt: '2026-11-24T15:40:55.000Z',
    frozenAt: '2026-11-24T15:41:00.123Z',
    thawedAt: '2026-11-24T15:41:00.335Z',
    sealedAt: '2026-11-24T15:41:03.000Z',
    settle: { ...span, settled: true, waitedFor: [] },
    attempts: [{ ...span, outcome: 'taken', reason: null }],
    steps: [],
    writers: [{ service: 'web', container: 'shop_web_1', why: 'mounts shop_files' }],
    alreadyPaused: [],
    pauseMs: 20,
    thawMs: 21,
    volumes: [],
    databases: [],
    agreement: null,
    events: [],
    eventsBroken: null,
    mappings: { found: [], refused: null, exempt: [] },
    skewMs: 12,
  };
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
