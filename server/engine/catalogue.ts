import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { evidenceSchema } from '../archive/evidence.ts';
import { evidenceName } from '../archive/layout.ts';
import { checkSignature } from '../archive/signing.ts';
import type { StoredArchive } from '../storage/index.ts';
import type { Origin, SealedArchive } from '../store/index.ts';
import type { EngineDeps } from './dependencies.ts';

/** What the catalogue records of an archive, read from its own folder: so it can be rebuilt from the store alone. */
export async function sealedArchive(
  deps: Pick<EngineDeps, 'signer' | 'instance'>,
  archive: StoredArchive,
): Promise<SealedArchive> {
  const { manifest, manifestText, bytes } = archive;
  return {
    manifest,
    evidence: evidenceSchema.parse(JSON.parse(await readFile(archive.locate(evidenceName), 'utf8'))),
    manifestSha256: createHash('sha256').update(manifestText).digest('hex'),
    bytes,
    origin: originOf(deps, archive),
  };
}

/** Made here, signed by us but brought in from elsewhere, or signed by somebody else. */
export function originOf(
  { signer, instance }: Pick<EngineDeps, 'signer' | 'instance'>,
  { manifest, manifestText, signatureText }: StoredArchive,
): Origin {
  const { state } = checkSignature(Buffer.from(manifestText), signatureText, signer);
  if (state !== 'ours') return 'foreign';
  return manifest.instance === instance ? 'here' : 'imported';
}
