import { stat } from 'node:fs/promises';
import type { Finding } from '../../../archive/finding.ts';
import { layerName, layersOf } from '../../../archive/layout.ts';
import type { SignatureCheck } from '../../../archive/signing.ts';
import type { StoredArchive } from '../../../storage/index.ts';
import type { CataloguedArchive } from '../../../store/index.ts';

/** Whose archive it is. A broken signature refuses; another's key asks for consent. */
export function judgeOrigin(check: SignatureCheck, madeHere: boolean): Finding {
  const code = 'archive.origin';
  if (check.state === 'broken') {
    const remedy = 'Bring in the archive again from where it was made.';
    return { code, level: 'refuse', text: `The archive was altered: ${check.why}.`, remedy };
  }
  if (check.state === 'foreign') {
    return {
      code,
      level: 'warn',
      text: `The archive is signed by another Holdfast (${check.key}). Restoring it runs what it holds, as the database’s superuser, and brings its users and their rights.`,
      remedy: 'Go on only when you know who made it. Consent is asked for.',
    };
  }
  const text = madeHere ? 'Made here, and signed with our own key.' : 'Brought in, and signed with our own key.';
  return { code, level: 'pass', text, remedy: null };
}

/** What earlier checks said, and how far the pair is one moment. */
export function judgeRecord(catalogued: CataloguedArchive): Finding[] {
  return [judgeProof(catalogued), judgeVerdict(catalogued)];
}

function judgeProof({ proof, proofAt }: CataloguedArchive): Finding {
  const code = 'archive.proof';
  if (proof === 'failed') {
    const text = `The last check of this archive failed (${inWords(proofAt)}).`;
    return { code, level: 'refuse', text, remedy: 'Choose another archive, or verify this one again.' };
  }
  if (proof === 'none') {
    const text =
      'Not every byte of this archive has been read again yet. The restore checks each hash before anything is stopped.';
    return { code, level: 'pass', text, remedy: null };
  }
  return { code, level: 'pass', text: `The archive was ${proof} ${inWords(proofAt)}.`, remedy: null };
}

function inWords(time: string | null): string {
  return time === null ? 'at an unknown time' : `on ${new Date(time).toUTCString()}`;
}

function judgeVerdict({ verdict, reasons }: CataloguedArchive): Finding {
  const code = 'archive.verdict';
  if (verdict === 'guaranteed') {
    return { code, level: 'pass', text: 'Files and database are of one moment, with evidence.', remedy: null };
  }
  if (verdict === 'consistent') {
    return { code, level: 'pass', text: 'Nothing moved while it was made.', remedy: null };
  }
  const why = reasons.map(({ text }) => text).join(' ') || 'The archive gives no reason.';
  const text = `Files and database may not be of one moment (${verdict}). ${why}`;
  return { code, level: 'warn', text, remedy: 'Choose a guaranteed archive where there is one.' };
}

/** Every file that the manifest names is there with its size. Hashes are checked as they are read. */
export async function judgeFiles(archive: StoredArchive): Promise<Finding> {
  const wanted = [
    ...archive.manifest.files,
    ...layersOf(archive.manifest).map(({ kind, sha256, bytes }) => ({
      path: `layers/${layerName(kind, sha256)}`,
      bytes,
    })),
  ];
  const wrong: string[] = [];
  for (const { path, bytes } of wanted) {
    const found = await stat(archive.locate(path)).catch(() => null);
    if (found?.size !== bytes) wrong.push(path);
  }
  const code = 'archive.files';
  if (wrong.length === 0)
    return { code, level: 'pass', text: `All ${wanted.length} files of the archive are there.`, remedy: null };
  const text = `${wrong.length} files of the archive are missing or cut short: ${wrong.slice(0, 3).join(', ')}.`;
  return { code, level: 'refuse', text, remedy: 'Bring in the archive again, or choose another one.' };
}
