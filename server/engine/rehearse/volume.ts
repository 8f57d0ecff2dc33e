import type { ManifestVolume } from '../../archive/manifest.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import type { ScratchVolume } from '../../docker/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { extractVolume } from '../stack/extract.ts';
import { problemOf } from '../stack/problem.ts';
import type { RehearsalRun } from './run.ts';

type VolumeReport = RehearsalReport['checked']['volumes'][number];

/** Restores one volume into a scratch volume. What the archive is to blame for is reported, all else thrown. */
export async function rehearseVolume(
  deps: EngineDeps,
  run: RehearsalRun,
  volume: ManifestVolume,
  scratch: ScratchVolume,
  signal: AbortSignal,
): Promise<VolumeReport> {
  const begun = performance.now();
  const { name, key, files, bytes } = volume;
  const report = (over: Partial<VolumeReport>): VolumeReport => ({
    ...{ name, key, manifest: files, restored: null, bytes, differences: { count: 0, names: [] }, problem: null },
    equal: false,
    ms: Math.round(performance.now() - begun),
    ...over,
  });
  try {
    const { job, archive, progress } = run;
    const into = { kind: 'volume' as const, volume: scratch.name };
    const { entries, differences } = await extractVolume(deps, { job, archive, volume, into, progress, signal });
    return report({ restored: entries, differences, equal: differences.count === 0 && entries === files });
  } catch (error) {
    signal.throwIfAborted();
    // What is wrong with the stack itself, or null: then something else kept it from being extracted.
    const problem = await problemOf(deps, { job: run.job, archive: run.archive, volume, signal });
    if (problem === null) throw error;
    return report({ problem });
  }
}
