import { join } from 'node:path';
import type { Finding } from '../../archive/finding.ts';
import type { ArchiveId } from '../../archive/ids.ts';
import { hostPathOf, startHelper } from '../../docker/index.ts';
import type { JobContext } from '../../jobs/contract.ts';
import type { StoredArchive } from '../../storage/index.ts';
import { type Origin, recordArchive } from '../../store/index.ts';
import { originOf, sealedArchive } from '../catalogue.ts';
import type { EngineDeps } from '../dependencies.ts';
import { dumpFindings } from '../verify/read-archive.ts';
import { checkStacks } from '../verify/stacks.ts';
import { type Judged, judge, type Unpacked } from './judge.ts';
import { type Refusal, refusal } from './refusal.ts';
import { arrange, layerFiles, unpack } from './unpack.ts';

export type Imported = { id: ArchiveId; origin: Origin; findings: Finding[] };

export type Received = { file: string; bytes: number; createdBy: string };

/** Room that stays free beside what an import needs, so that the file system is never filled to the last block. */
const spareBytes = 64 * 1024 * 1024;

/**
 * Reads an uploaded file, checks all of it, and takes it into the store: nothing is believed before it has been checked,
 * and the store is not touched before everything has been.
 */
export async function receive(deps: EngineDeps, upload: Received, context: JobContext): Promise<Imported | Refusal> {
  const { store } = deps;
  const { progress } = context;
  progress.stage('Unpack', `${upload.bytes} bytes`);
  const { freeBytes } = await store.space();
  if (freeBytes < upload.bytes + spareBytes) {
    return refusal('import.no-space', { free: `${freeBytes} bytes`, needed: `${upload.bytes + spareBytes} bytes` });
  }
  const folder = await store.prepare(context.job.id);
  await using helper = await startHelper(deps, {
    job: context.job.id,
    role: 'import',
    mounts: [
      { kind: 'bind', source: await hostPathOf(deps.docker, upload.file), target: '/upload', readOnly: true },
      { kind: 'bind', source: await hostPathOf(deps.docker, folder), target: '/out', readOnly: false },
    ],
  });
  const unpacked = await unpack(helper, folder, upload.bytes, context);
  if ('error' in unpacked) return unpacked;

  progress.stage('Check', 'manifest, signature, hashes, layers');
  const judged = judge(unpacked, deps.signer);
  if ('error' in judged) return judged;
  const known = await alreadyHere(deps, judged, unpacked);
  if (known !== null) return known;
  const problem = await contentsProblem(helper, folder, judged, context);
  if (problem !== null) return problem;

  progress.stage('Take in', judged.manifest.id);
  return takeIn(deps, folder, upload, { judged, unpacked }, context);
}

/** The same id and the same manifest is the archive that we have; the same id and another manifest is refused. */
async function alreadyHere(deps: EngineDeps, judged: Judged, unpacked: Unpacked): Promise<Imported | Refusal | null> {
  const { id } = judged.manifest;
  if (!(await deps.store.has(id))) return null;
  const ours = await deps.store.read(id);
  if (ours.manifestText !== unpacked.manifestText) return refusal('import.id-taken', { archive: id });
  // A crash between sealing and the catalogue's entry leaves an archive that is here and not listed.
  await recordArchive(deps.db, await sealedArchive(deps, ours), null);
  const text = `The archive ${id} is in the store already; the upload is the same and was not kept.`;
  return { id, origin: originOf(deps, ours), findings: [{ code: 'already-here', level: 'pass', text, remedy: null }] };
}

/** Reads every layer and every dump's header. */
async function contentsProblem(
  helper: Parameters<typeof checkStacks>[0],
  folder: string,
  { manifest, ours }: Judged,
  { signal, progress }: JobContext,
): Promise<Refusal | null> {
  const at = { files: '/out/unpacked', layers: '/out/unpacked/layers' };
  const stacks = await checkStacks(helper, manifest, at, { trusted: ours, signal, progress });
  for (const { volume, problems } of stacks) {
    const [first] = problems;
    if (first === undefined) continue;
    const detail = `volume ${volume}: ${first.text}`;
    const leaves = ['path-leaves-root', 'parent-is-no-folder', 'device', 'too-large', 'too-many'].includes(first.code);
    return refusal(leaves ? 'import.unsafe' : 'import.contradicts', { detail });
  }
  const [dump] = await dumpFindings(manifest, (path) => join(folder, 'unpacked', path));
  return dump === undefined ? null : refusal('import.contradicts', { detail: dump.text.replace(/\.$/, '') });
}

async function takeIn(
  deps: EngineDeps,
  folder: string,
  upload: Received,
  { judged, unpacked }: { judged: Judged; unpacked: Unpacked },
  { job }: JobContext,
): Promise<Imported> {
  await arrange(folder);
  const archive = await deps.store.adopt({
    jobId: job.id,
    manifestText: unpacked.manifestText,
    signatureText: unpacked.signatureText,
    files: judged.manifest.files,
    layers: layerFiles(unpacked.files).map(({ path, bytes, sha256 }) => ({
      file: path.slice('layers/'.length),
      kind: path.endsWith('.delete.zst') ? 'delete' : 'tar',
      bytes,
      sha256,
    })),
  });
  await recordArchive(deps.db, await sealedArchive(deps, archive), upload.createdBy);
  return { id: archive.id, origin: originOf(deps, archive), findings: findingsOf(judged, archive) };
}

function findingsOf({ key, ours, aidsReplaced, manifest }: Judged, archive: StoredArchive): Finding[] {
  const whole: Finding = {
    code: 'whole',
    level: 'pass',
    text: `Every part of ${archive.id} is what was sealed on ${new Date(manifest.createdAt).toUTCString()}.`,
    remedy: null,
  };
  const signature: Finding = ours
    ? { code: 'signature', level: 'pass', text: 'It is signed by this Holdfast’s own key.', remedy: null }
    : {
        code: 'foreign-key',
        level: 'warn',
        text: `It is signed by another Holdfast’s key, ${key}. Restoring it runs what that installation put into its database.`,
        remedy:
          'Compare the key with the one that the other Holdfast shows. Restore it only if you trust where it comes from.',
      };
  const aids: Finding[] = aidsReplaced
    ? [
        {
          code: 'aids-replaced',
          level: 'warn',
          text: 'README or restore.sh in the upload are not those that were sealed. They were thrown away; Holdfast wrote its own.',
          remedy: null,
        },
      ]
    : [];
  return [whole, signature, ...aids];
}
