import { dumpFormatOf } from '../../archive/dump-header.ts';
import type { Finding } from '../../archive/finding.ts';
import { type FileRecord, layersOf, manifestName, signatureName, sumsName } from '../../archive/layout.ts';
import type { Manifest } from '../../archive/manifest.ts';
import { checkSignature } from '../../archive/signing.ts';
import { fileRecords } from '../../archive/sums.ts';
import { hostPathOf, startHelper } from '../../docker/index.ts';
import type { JobContext } from '../../jobs/contract.ts';
import type { StoredArchive } from '../../storage/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { checkStacks, type StackReport } from './stacks.ts';

/** What was read, in numbers. */
export type Checked = { files: number; layers: number; entries: number; bytes: number };

/** Re-reads every byte of an archive of the store in a helper, and says what is not as it was sealed. */
export async function readWholly(
  deps: EngineDeps,
  archive: StoredArchive,
  { job, signal, progress }: JobContext,
): Promise<{ checked: Checked; findings: Finding[] }> {
  await using helper = await startHelper(deps, {
    job: job.id,
    role: 'verify',
    priority: 'low',
    mounts: [
      await readOnly(deps, archive.folder, '/archive'),
      await readOnly(deps, deps.store.layersFolder, '/layers'),
    ],
  });
  progress.stage('Read the files', `${archive.manifest.files.length} files beside the layers`);
  const files = filesToRead(archive);
  const damaged: Finding[] = [];
  for (const file of files) {
    const read = await helper.order('file.hash', { file: `/archive/${file.path}` }, { signal });
    progress.advance({ lane: 'files', bytes: read.bytes });
    if (read.sha256 !== file.sha256) damaged.push(refuse('damaged', `${file.path} is not what was sealed.`));
  }
  progress.stage(
    'Read the layers',
    `${layersOf(archive.manifest).length} layers of ${archive.manifest.volumes.length} volumes`,
  );
  const at = { files: '/archive', layers: '/layers' };
  const stacks = await checkStacks(helper, archive.manifest, at, { trusted: true, signal, progress });
  progress.stage('Look at the dumps');
  const findings = [
    ...damaged,
    ...stacks.flatMap(stackFindings),
    ...(await dumpFindings(archive.manifest, archive.locate)),
    ...signatureFindings(deps, archive),
  ];
  return { checked: numbersOf(archive, files, stacks), findings };
}

/** Problems of a stack, one finding each. */
export function stackFindings({ volume, problems }: StackReport): Finding[] {
  return problems.map(({ code, text }) => refuse(code, `Volume ${volume}: ${text}`));
}

/** Whether every dump begins as a PostgreSQL custom-format dump of the version that the manifest names. */
export async function dumpFindings(manifest: Manifest, locate: (path: string) => string): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, dump, dumpFormat } of manifest.databases) {
    const format = await dumpFormatOf(locate(dump));
    if (format === null) found.push(refuse('no-dump', `${dump} is not a custom-format dump of database ${name}.`));
    else if (format !== dumpFormat) {
      found.push(refuse('other-dump', `${dump} has format ${format}; the manifest says ${dumpFormat}.`));
    }
  }
  return found;
}

function signatureFindings({ signer }: EngineDeps, archive: StoredArchive): Finding[] {
  const check = checkSignature(Buffer.from(archive.manifestText), archive.signatureText, signer);
  if (check.state === 'broken') return [refuse('signature-broken', `The signature does not hold: ${check.why}.`)];
  const whose = check.state === 'ours' ? 'this Holdfast’s own key' : `another key, ${check.key}`;
  return [{ code: 'signature', level: 'pass', text: `The manifest is signed by ${whose}.`, remedy: null }];
}

/** README and restore.sh by SHA256SUMS, all else by the manifest; those read as text already are left out. */
function filesToRead(archive: StoredArchive): FileRecord[] {
  const known = [manifestName, signatureName, sumsName];
  return fileRecords(archive).filter((file) => !known.includes(file.path) && !file.path.startsWith('layers/'));
}

function numbersOf(archive: StoredArchive, files: FileRecord[], stacks: StackReport[]): Checked {
  const layers = layersOf(archive.manifest);
  const bytes = [...files, ...layers].reduce((total, file) => total + file.bytes, 0);
  return {
    files: files.length,
    layers: layers.length,
    entries: stacks.reduce((total, stack) => total + stack.entries, 0),
    bytes,
  };
}

async function readOnly(deps: EngineDeps, folder: string, target: string) {
  return { kind: 'bind' as const, source: await hostPathOf(deps.docker, folder), target, readOnly: true };
}

function refuse(code: string, text: string): Finding {
  return {
    code,
    level: 'refuse',
    text,
    remedy: 'Do not restore from this archive. Make a new backup, and look at the disk’s health.',
  };
}
