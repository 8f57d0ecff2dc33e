import type { RehearsalReport } from '../../contract/rehearsals.ts';
import type { EngineDeps } from '../dependencies.ts';
import { type Extractor, type ExtractPlace, startExtractor } from '../stack/extract.ts';
import { problemOf } from '../stack/problem.ts';
import type { RehearsalRun } from './run.ts';

type VolumeReport = RehearsalReport['checked']['volumes'][number];

/** Restores some volumes, one after another, each into its scratch volume. */
export async function rehearseVolumes(
  deps: EngineDeps,
  run: RehearsalRun,
  places: readonly ExtractPlace[],
  signal: AbortSignal,
): Promise<VolumeReport[]> {
  const { job, archive } = run;
  await using extractor = await startExtractor(deps, { job, archive, places });
  const reports: VolumeReport[] = [];
  for (const place of places) reports.push(await rehearseVolume(deps, run, extractor, place, signal));
  return reports;
}

/** What the archive is to blame for is reported, all else thrown. */
async function rehearseVolume(
  deps: EngineDeps,
  { job, archive, progress }: RehearsalRun,
  extractor: Extractor,
  place: ExtractPlace,
  signal: AbortSignal,
): Promise<VolumeReport> {
  const begun = performance.now();
  const { volume } = place;
  const { name, key, files, bytes } = volume;
  const report = (over: Partial<VolumeReport>): VolumeReport => ({
    ...{ name, key, manifest: files, restored: null, bytes, differences: { count: 0, names: [] }, problem: null },
    equal: false,
    ms: Math.round(performance.now() - begun),
    ...over,
  });
  try {
    const { entries, differences } = await extractor.extract(place, { progress, signal });
    return report({ restored: entries, differences, equal: differences.count === 0 && entries === files });
  } catch (error) {
    signal.throwIfAborted();
    // What is wrong with the stack itself, or null: then something else kept it from being extracted.
    const problem = await problemOf(deps, { job, archive, volume, signal });
    if (problem === null) throw error;
    return report({ problem });
  }
}
