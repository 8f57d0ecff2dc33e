import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../archive/canonical.ts';
import type { FileRecord } from '../../archive/layout.ts';
import { layerName, manifestName, scriptName, signatureName, sumsName } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { sampleDatabase, sha256 } from '../../archive/sample.ts';
import { type Signer, signerOf } from '../../archive/signing.ts';
import { fileRecords, recordOf, sumsText } from '../../archive/sums.ts';
import { openStore, type StoredArchive } from '../../storage/index.ts';
import { makeArchive } from '../../storage/make-archive.ts';
import { judge, type Unpacked } from './judge.ts';

const ours = signerOf(generateKeyPairSync('ed25519').privateKey);
const other = signerOf(generateKeyPairSync('ed25519').privateKey);
let folder = '';
let archive: StoredArchive;
let good: Unpacked;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-judge-'));
  archive = await makeArchive(await openStore(folder), { contents: ['base', 'delta'], signer: ours });
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  good = {
    files: [...fileRecords(archive), recordOf(sumsName, sumsText(archive))],
    manifestText: archive.manifestText,
    signatureText: archive.signatureText,
    sums: sumsText(archive),
    evidenceText: await readFile(archive.locate('evidence.json'), 'utf8'),
  };
});

/** The upload as somebody would make it who changed the manifest and signed it again, with every hash made to fit. */
function resigned(change: (manifest: Manifest) => Manifest | object, signer: Signer = other): Unpacked {
  const manifest = change({ ...structuredClone(archive.manifest), key: signer.key }) as Manifest;
  const manifestText = canonicalJson(manifest);
  const signatureText = signer.sign(Buffer.from(manifestText));
  return consistent({ ...good, manifestText, signatureText });
}

/** Hashes of the judged texts as they really are. */
function consistent(unpacked: Unpacked): Unpacked {
  const texts = new Map([
    [manifestName, unpacked.manifestText],
    [signatureName, unpacked.signatureText],
  ]);
  const files = unpacked.files.map((file) => recordOfText(file, texts.get(file.path)));
  const sums = unpacked.sums
    .split('\n')
    .map((line) => files.find((file) => line.slice(66) === file.path))
    .filter((file) => file !== undefined)
    .map((file) => `${file.sha256}  ${file.path}\n`)
    .join('');
  return {
    ...unpacked,
    sums,
    files: files.map((file) => recordOfText(file, file.path === sumsName ? sums : undefined)),
  };
}

function recordOfText(file: FileRecord, text: string | undefined): FileRecord {
  return text === undefined ? file : recordOf(file.path, text);
}

function codeOf(unpacked: Unpacked): string {
  const judged = judge(unpacked, ours);
  return 'error' in judged ? judged.error.code : 'accepted';
}

function withFile(path: string, change: Partial<FileRecord> | null): Unpacked {
  const files = good.files.flatMap((file) =>
    file.path !== path ? [file] : change === null ? [] : [{ ...file, ...change }],
  );
  return { ...good, files };
}

test('what we sealed is accepted as ours', () => {
  expect(judge(good, ours)).toMatchObject({ ours: true, aidsReplaced: false, manifest: { id: archive.id } });
});

test('what another Holdfast sealed is accepted as foreign, with its key', () => {
  expect(
    judge(
      resigned((manifest) => manifest),
      ours,
    ),
  ).toMatchObject({ ours: false, key: other.key });
});

test('a manifest that was altered and not signed again is refused', () => {
  const manifestText = archive.manifestText.replace('"shop"', '"shoq"');
  expect(codeOf(consistent({ ...good, manifestText }))).toBe('import.altered');
});

test('every file that is altered or missing is refused by its name', () => {
  for (const { path } of good.files) {
    const altered = judge(withFile(path, { sha256: sha256('other') }), ours);
    expect('error' in altered && altered.finding.text).toContain(path);
    expect('error' in altered && altered.error.code).toBe('import.altered');
    const missing = judge(withFile(path, null), ours);
    expect('error' in missing, path).toBe(true);
  }
});

test('a flipped bit of SHA256SUMS is found, wherever it is', () => {
  for (let at = 0; at < good.sums.length; at += 37) {
    const bytes = Buffer.from(good.sums);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const sums = bytes.toString();
    expect(codeOf({ ...withFile(sumsName, recordOf(sumsName, sums)), sums }), `bit at ${at}`).toBe('import.altered');
  }
});

test('a file that the manifest does not name is refused', () => {
  expect(codeOf({ ...good, files: [...good.files, recordOf('database/more.dump.zst', 'x')] })).toBe(
    'import.contradicts',
  );
  const layer = `layers/${layerName('tar', sha256('x'))}`;
  expect(codeOf({ ...good, files: [...good.files, recordOf(layer, 'x')] })).toBe('import.contradicts');
});

test('a layer that claims another’s name is refused', () => {
  const path = `layers/${layerName('tar', sha256('base'))}`;
  expect(codeOf(withFile(path, { sha256: sha256('evil'), bytes: 4 }))).toBe('import.altered');
});

test('a restore.sh of another make is let in to be thrown away, when SHA256SUMS agrees with it; else it is altered', () => {
  const hostile = recordOf(scriptName, '#!/bin/sh\nrm -rf /\n');
  expect(codeOf(withFile(scriptName, hostile))).toBe('import.altered');
  expect(judge(consistent(withFile(scriptName, hostile)), ours)).toMatchObject({ aidsReplaced: true });
});

test('a signature of nobody, of the wrong key or under our name is refused', () => {
  expect(codeOf(consistent({ ...good, signatureText: '{}\n' }))).toBe('import.altered');
  expect(codeOf(consistent({ ...good, signatureText: other.sign(Buffer.from('else')) }))).toBe('import.altered');
  expect(codeOf(resigned((manifest) => ({ ...manifest, key: ours.key })))).toBe('import.altered');
});

test('a newer format is refused with the version, and what is no manifest at all as no archive', () => {
  expect(codeOf(resigned((manifest) => ({ ...manifest, formatVersion: 2 })))).toBe('import.too-new');
  for (const manifestText of ['', '[]', '{"format":"tarball","formatVersion":1}', 'PK\u0003\u0004', '{}']) {
    expect(codeOf(consistent({ ...good, manifestText }))).toBe('import.not-an-archive');
  }
});

test('a text that is not the canonical one is refused: a key may stand twice in it', () => {
  const manifestText = archive.manifestText.replace('{\n', '{\n  "id": "20200101-000000-0000",\n');
  const signatureText = other.sign(Buffer.from(manifestText));
  expect(codeOf(consistent({ ...good, manifestText, signatureText }))).toBe('import.altered');
});

test('bytes that are no UTF-8 are not judged as what they read as', () => {
  expect(codeOf(withFile(manifestName, { sha256: sha256('other bytes') }))).toBe('import.altered');
});

const volume = () => {
  const [first] = archive.manifest.volumes;
  if (first === undefined) throw new Error('the sample has a volume');
  return structuredClone(first);
};

test.each<[string, (manifest: Manifest) => object]>([
  ['an id of another time', (m) => ({ ...m, id: '20200101-000000-ab12' })],
  ['an id that is a path', (m) => ({ ...m, id: '../../etc' })],
  [
    'a file that leaves the folder',
    (m) => ({ ...m, files: [...m.files, { path: '../x', bytes: 1, sha256: sha256('x') }] }),
  ],
  ['an absolute file', (m) => ({ ...m, files: [...m.files, { path: '/etc/passwd', bytes: 1, sha256: sha256('x') }] })],
  ['a file twice', (m) => ({ ...m, files: [...m.files, ...m.files.slice(0, 1)] })],
  [
    'itself among the files',
    (m) => ({ ...m, files: [...m.files, { path: 'manifest.json', bytes: 1, sha256: sha256('x') }] }),
  ],
  [
    'a layer among the files',
    (m) => ({ ...m, files: [...m.files, { path: 'layers/x', bytes: 1, sha256: sha256('x') }] }),
  ],
  ['no evidence', (m) => ({ ...m, files: m.files.filter((file) => file.path !== 'evidence.json') })],
  ['another hash of the evidence', (m) => ({ ...m, evidence: sha256('x') })],
  ['a better verdict than its evidence', (m) => ({ ...m, verdict: 'consistent' })],
  ['a volume twice', (m) => ({ ...m, volumes: [...m.volumes, ...m.volumes] })],
  ['a volume whose name is a path', (m) => ({ ...m, volumes: [{ ...volume(), name: '../../etc' }] })],
  ['a volume whose name is an option', (m) => ({ ...m, volumes: [{ ...volume(), name: '--privileged' }] })],
  ['a volume without layers', (m) => ({ ...m, volumes: [{ ...volume(), layers: [] }] })],
  [
    'a stack that begins with a delete list',
    (m) => ({ ...m, volumes: [{ ...volume(), layers: [{ ...volume().layers[0], tar: null }] }] }),
  ],
  [
    'a layer whose name is a path',
    (m) => ({
      ...m,
      volumes: [{ ...volume(), layers: [{ tar: { sha256: '../../x', bytes: 1 }, deletes: null, entries: 1 }] }],
    }),
  ],
  [
    'a fingerprint that is not there',
    (m) => ({ ...m, volumes: [{ ...volume(), fingerprint: 'fingerprints/none.zst' }] }),
  ],
  ['a dump that is not there', (m) => ({ ...m, databases: [{ ...sampleDatabase(), dump: 'database/none.dump.zst' }] })],
  ['two databases in one dump', (m) => ({ ...m, databases: [sampleDatabase('a'), sampleDatabase('b')] })],
  ['sizes below nothing', (m) => ({ ...m, volumes: [{ ...volume(), bytes: -1 }] })],
])('a manifest that names %s is refused, though its signature holds', (_what, lie) => {
  expect(codeOf(resigned(lie))).toBe('import.contradicts');
});
