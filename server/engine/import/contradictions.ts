import { aidNames, evidenceName, layersOf, manifestName, signatureName, sumsName } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What a manifest says that can't be true, in itself; null when it holds together. A valid signature proves nothing here. */
export function contradictionOf(manifest: Manifest): Refusal | null {
  const detail =
    instantProblem(manifest) ?? listProblem(manifest) ?? volumeProblem(manifest) ?? databaseProblem(manifest);
  return detail === null ? null : refusal('import.contradicts', { detail });
}

/** The id begins with the frozen instant. */
function instantProblem({ id, createdAt }: Manifest): string | null {
  const digits = createdAt.replaceAll(/[-:]/g, '');
  return id.startsWith(`${digits.slice(0, 8)}-${digits.slice(9, 15)}-`)
    ? null
    : 'its id is not of the time when it was taken';
}

function listProblem(manifest: Manifest): string | null {
  const paths = manifest.files.map((file) => file.path);
  const twice = firstTwice(paths);
  if (twice !== null) return `its manifest names ${twice} twice`;
  const reserved = paths.find(
    (path) => [manifestName, signatureName, sumsName].includes(path) || path.startsWith('layers/'),
  );
  if (reserved !== undefined) return `its manifest lists ${reserved} among the files`;
  for (const needed of [...aidNames, evidenceName]) {
    if (!paths.includes(needed)) return `its manifest does not name ${needed}`;
  }
  const evidence = manifest.files.find((file) => file.path === evidenceName);
  return evidence?.sha256 === manifest.evidence ? null : 'it names two different hashes of its evidence';
}

function volumeProblem(manifest: Manifest): string | null {
  const paths = new Set(manifest.files.map((file) => file.path));
  const twice = firstTwice(manifest.volumes.map((volume) => volume.name));
  if (twice !== null) return `it has the volume ${twice} twice`;
  for (const volume of manifest.volumes) {
    if (!paths.has(volume.fingerprint)) return `the fingerprint of volume ${volume.name} is not among its files`;
    if (volume.layers[0]?.tar === null || volume.layers[0]?.deletes !== null) {
      return `the first layer of volume ${volume.name} is not a full one`;
    }
  }
  const sizes = new Map<string, number>();
  for (const layer of manifest.volumes.flatMap((volume) => layersOf({ volumes: [volume] }))) {
    if ((sizes.get(layer.sha256) ?? layer.bytes) !== layer.bytes) return `it names two sizes of layer ${layer.sha256}`;
    sizes.set(layer.sha256, layer.bytes);
  }
  return null;
}

function databaseProblem(manifest: Manifest): string | null {
  const paths = new Set(manifest.files.map((file) => file.path));
  const twice = firstTwice(manifest.databases.map((database) => `${database.service} ${database.name}`));
  if (twice !== null) return `it has the database ${twice} twice`;
  const dumps = manifest.databases.map((database) => database.dump);
  const shared = firstTwice(dumps);
  if (shared !== null) return `two databases share the dump ${shared}`;
  const missing = dumps.find((dump) => !paths.has(dump));
  return missing === undefined ? null : `the dump ${missing} is not among its files`;
}

function firstTwice(values: readonly string[]): string | null {
  return values.find((value, index) => values.indexOf(value) !== index) ?? null;
}
