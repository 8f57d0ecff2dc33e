import { isCanonicalJson } from '../../archive/canonical.ts';
import { type Evidence, evidenceSchema } from '../../archive/evidence.ts';
import {
  aidNames,
  evidenceName,
  type FileRecord,
  layerName,
  layersOf,
  manifestName,
  signatureName,
  sumsName,
} from '../../archive/layout.ts';
import { type Manifest, manifestSchema } from '../../archive/manifest.ts';
import { checkSignature, type Signer } from '../../archive/signing.ts';
import { recordOf, sumsText } from '../../archive/sums.ts';
import { contradictionOf } from './contradictions.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What came out of an upload: every file with its real hash, and the texts that are judged. */
export type Unpacked = {
  files: readonly FileRecord[];
  manifestText: string;
  signatureText: string;
  sums: string;
  evidenceText: string;
};

export type Judged = {
  manifest: Manifest;
  evidence: Evidence;
  /** Fingerprint of the key that signed it, and whether that key is ours. */
  key: string;
  ours: boolean;
  /** README or restore.sh are not those that were sealed; they are replaced anyway. */
  aidsReplaced: boolean;
};

/**
 * Judges an unpacked upload: the manifest by its schema and signature, then every file by the manifest. What it finds
 * first, in this order, is the reason to refuse. Contents of layers are read elsewhere.
 */
export function judge(unpacked: Unpacked, signer: Pick<Signer, 'publicKey'>): Judged | Refusal {
  const unreadable = undecodable(unpacked);
  if (unreadable !== null) return unreadable;
  const manifest = parseManifest(unpacked.manifestText);
  if ('error' in manifest) return manifest;
  const signature = checkSignature(Buffer.from(unpacked.manifestText), unpacked.signatureText, signer);
  if (signature.state === 'broken') return refusal('import.altered', { part: manifestName, detail: signature.why });
  if (manifest.key !== signature.key) {
    return refusal('import.altered', {
      part: manifestName,
      detail: 'it names another key than the one that signed it',
    });
  }
  const wrong = contradictionOf(manifest) ?? filesProblem(manifest, unpacked);
  if (wrong !== null) return wrong;
  const evidence = parseEvidence(unpacked.evidenceText);
  if (evidence === null || evidence.verdict !== manifest.verdict) {
    return refusal('import.contradicts', { detail: 'its evidence does not bear out its verdict' });
  }
  return {
    manifest,
    evidence,
    key: signature.key,
    ours: signature.state === 'ours',
    aidsReplaced: aidsReplaced(manifest, unpacked),
  };
}

/** Bytes that are no UTF-8 read as something else: what is judged must be what lies there. */
function undecodable({ files, manifestText, signatureText, sums }: Unpacked): Refusal | null {
  const read = [recordOf(manifestName, manifestText), recordOf(signatureName, signatureText), recordOf(sumsName, sums)];
  const other = read.find((text) => files.find((file) => file.path === text.path)?.sha256 !== text.sha256);
  return other === undefined ? null : refusal('import.altered', { part: other.path, detail: 'it is no UTF-8 text' });
}

function parseManifest(text: string): Manifest | Refusal {
  const value = parseJson(text);
  const version = formatVersionOf(value);
  if (version === null) {
    return refusal('import.not-an-archive', { detail: `${manifestName} is not a manifest of Holdfast` });
  }
  if (version > knownVersion) return refusal('import.too-new', { version, known: knownVersion });
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') || 'the whole';
    return refusal('import.contradicts', { detail: `${manifestName} is not what it should be at ${where}` });
  }
  if (!isCanonicalJson(text)) {
    return refusal('import.altered', { part: manifestName, detail: 'its text is not the one that Holdfast writes' });
  }
  return parsed.data;
}

const knownVersion = manifestSchema.shape.formatVersion.value;

function formatVersionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('formatVersion' in value)) return null;
  if (value.format !== manifestSchema.shape.format.value) return null;
  return Number.isInteger(value.formatVersion) ? Number(value.formatVersion) : null;
}

/** Every file that the manifest names is there and is what it says; nothing else is there. */
function filesProblem(manifest: Manifest, unpacked: Unpacked): Refusal | null {
  const real = new Map(unpacked.files.map((file) => [file.path, file]));
  const named = [
    ...manifest.files.filter((file) => !aidNames.includes(file.path)),
    ...layersOf(manifest).map(({ kind, sha256, bytes }) => ({
      path: `layers/${layerName(kind, sha256)}`,
      sha256,
      bytes,
    })),
  ];
  const lone = [manifestName, signatureName, sumsName, ...aidNames];
  for (const path of [...lone, ...named.map((file) => file.path)]) {
    if (!real.has(path)) return refusal('import.incomplete', { part: path });
  }
  for (const file of named) {
    const found = real.get(file.path);
    if (found?.sha256 !== file.sha256 || found.bytes !== file.bytes) {
      return refusal('import.altered', { part: file.path, detail: 'its SHA-256 is not the one in the manifest' });
    }
  }
  const known = new Set([...lone, ...named.map((file) => file.path)]);
  const extra = unpacked.files.find((file) => !known.has(file.path));
  if (extra !== undefined) return refusal('import.contradicts', { detail: `its manifest does not name ${extra.path}` });
  return sumsProblem(manifest, unpacked);
}

/**
 * SHA256SUMS follows from the manifest, README and restore.sh aside: whoever hands an archive on writes those anew and
 * notes their hashes there. So a bit that flipped in one of them shows here, though they are never used.
 */
function sumsProblem(manifest: Manifest, unpacked: Unpacked): Refusal | null {
  const { manifestText, signatureText, sums, files } = unpacked;
  const aids = aidNames.map((name) => files.find((file) => file.path === name)).filter((file) => file !== undefined);
  if (sums === sumsText({ manifest, manifestText, signatureText, aids })) return null;
  const part = aids.find((aid) => !sums.includes(`${aid.sha256}  ${aid.path}\n`))?.path ?? sumsName;
  return refusal('import.altered', { part, detail: 'SHA256SUMS and the files do not agree' });
}

function aidsReplaced(manifest: Manifest, unpacked: Unpacked): boolean {
  return aidNames.some((name) => {
    const sealed = manifest.files.find((file) => file.path === name);
    return unpacked.files.find((file) => file.path === name)?.sha256 !== sealed?.sha256;
  });
}

function parseEvidence(text: string): Evidence | null {
  return evidenceSchema.safeParse(parseJson(text)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Files that are judged as text. */
export const judgedTexts = [manifestName, signatureName, sumsName, evidenceName] as const;
