import { readFile } from 'node:fs/promises';
import { evidenceSchema } from '../../archive/evidence.ts';
import type { Finding } from '../../archive/finding.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import { bundleName, clusterName, environmentName, evidenceName } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { checkSignature } from '../../archive/signing.ts';
import type { ArchiveDetail } from '../../contract/archives.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { getArchive } from '../../store/index.ts';
import type { App } from '../app.ts';

/** Everything there is to say of an archive. @throws `store.unknown`, `archive.broken` */
export async function archiveDetail({ deps }: App, id: ArchiveId): Promise<ArchiveDetail> {
  const row = await getArchive(deps.db, id);
  const stored = await deps.store.read(id);
  const signature = checkSignature(Buffer.from(stored.manifestText), stored.signatureText, deps.signer);
  return {
    ...row,
    manifest: stored.manifest,
    evidence: evidenceSchema.parse(JSON.parse(await readFile(stored.locate(evidenceName), 'utf8'))),
    signedBy: { key: stored.manifest.key, ours: signature.state === 'ours' },
    findings: [signatureFinding(signature), ...proofFindings(row)],
    secrets: secretsIn(stored),
    bundleName: bundleName(stored.manifest),
  };
}

function signatureFinding(signature: ReturnType<typeof checkSignature>): Finding {
  switch (signature.state) {
    case 'ours':
      return { code: 'signature-ours', level: 'pass', text: 'Signed by this Holdfast.', remedy: null };
    case 'foreign':
      return {
        code: 'signature-foreign',
        level: 'warn',
        text: `Signed by another Holdfast, with the key ${signature.key}.`,
        remedy: 'Compare the key with the one that the other dashboard shows, and restore only what you trust.',
      };
    case 'broken':
      return {
        code: 'signature-broken',
        level: 'refuse',
        text: `The signature does not hold: ${signature.why}.`,
        remedy: 'Use another archive. Delete this one if nobody can say why it was changed.',
      };
  }
}

function proofFindings({ proof, proofAt }: Pick<ArchiveDetail, 'proof' | 'proofAt'>): Finding[] {
  if (proof !== 'failed') return [];
  return [
    {
      code: 'proof-failed',
      level: 'refuse',
      text: `The last check, at ${proofAt}, found the archive damaged.`,
      remedy: 'Use another archive, and look at the disk that holds this one.',
    },
  ];
}

/** What inside must be kept from others, in plain words: archives are not encrypted yet. */
function secretsIn({ manifest }: { manifest: Manifest } & Pick<StoredArchive, 'id'>): string[] {
  const has = (path: string) => manifest.files.some((file) => file.path === path);
  return [
    'All rows of the database, with the users’ password hashes in them.',
    'All files of the volumes, with the keys and certificates in them.',
    ...(has(clusterName) ? ['The password hashes of the database’s roles.'] : []),
    ...(has(environmentName) ? ['The installation’s .env file, with the passwords in it.'] : []),
  ];
}
