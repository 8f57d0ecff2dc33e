import { z } from 'zod';
import type { ArchiveId } from '../../../archive/ids.ts';
import { startHelper } from '../../../docker/index.ts';
import { fail } from '../../../errors/error.ts';
import type { Progress } from '../../../jobs/contract.ts';
import { appendJournal, journalOf } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { extractVolume } from '../../stack/extract.ts';
import type { Intent, PlacedVolume } from '../swap/intent.ts';

/*
 * Volumes that can't be swapped as a whole: everything in them is removed and the archive's files are written where they
 * are, while the services are stopped and before the commit. Each is written to the journal before it is touched, so that
 * whoever goes back knows which ones get the safety backup's files again.
 */

type Spec = { intent: Intent; progress: Progress };

const begun = 'in-place';
const done = 'in-place-back';
const namedSchema = z.object({ name: z.string() });

/** @throws what goes wrong; then {@link putBack} */
export async function replaceInPlace(deps: EngineDeps, spec: Spec): Promise<void> {
  for (const volume of spec.intent.inPlace) {
    await appendJournal(deps.db, spec.intent.job, begun, { name: volume.name });
    spec.progress.log(volume.key, 'Its files are being replaced where they are.');
    await fill(deps, spec, volume, spec.intent.archive);
  }
}

/** Volumes whose files were touched and have not been put back. */
export async function begunInPlace(deps: EngineDeps, { job, inPlace }: Intent): Promise<PlacedVolume[]> {
  const steps = await journalOf(deps.db, job);
  const names = (which: string) =>
    new Set(steps.filter(({ step }) => step === which).map(({ data }) => namedSchema.parse(data).name));
  const [touched, back] = [names(begun), names(done)];
  return inPlace.filter(({ name }) => touched.has(name) && !back.has(name));
}

/** Gives each volume that was touched the files of the safety backup again. May be interrupted and called again. */
export async function putBack(deps: EngineDeps, spec: Spec): Promise<void> {
  for (const volume of await begunInPlace(deps, spec.intent)) {
    if (!spec.intent.safetyBackup) throw fail('restore.no-safety-backup', { volume: volume.name });
    spec.progress.log(volume.key, `Its files come back from the safety backup ${spec.intent.safetyBackup}.`, 'warn');
    await fill(deps, spec, volume, spec.intent.safetyBackup);
    await appendJournal(deps.db, spec.intent.job, done, { name: volume.name });
  }
}

async function fill(deps: EngineDeps, { intent, progress }: Spec, { name, key }: PlacedVolume, id: ArchiveId) {
  const archive = await deps.store.read(id);
  const volume =
    archive.manifest.volumes.find((each) => each.name === name) ??
    archive.manifest.volumes.find((each) => each.key === key);
  if (!volume) throw fail('restore.no-safety-backup', { volume: name });
  // Nothing may be cancelled any more; a job that dies takes its helpers along.
  const { signal } = new AbortController();
  await empty(deps, intent, name);
  const { differences } = await extractVolume(deps, {
    job: intent.job,
    archive,
    volume,
    into: { kind: 'volume', volume: name },
    progress,
    signal,
  });
  if (differences.count === 0) return;
  throw fail('restore.files-differ', {
    volume: name,
    count: differences.count,
    names: differences.names.slice(0, 5).join(', '),
  });
}

async function empty(deps: EngineDeps, { job }: Intent, volume: string): Promise<void> {
  await using helper = await startHelper(deps, {
    job,
    role: 'extract',
    mounts: [{ kind: 'volume', volume, target: '/staging', readOnly: false }],
    capabilities: ['DAC_OVERRIDE', 'FOWNER'],
  });
  await helper.order('tree.empty', { root: '/staging' });
}
