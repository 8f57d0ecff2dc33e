import type { ManifestVolume } from '../../archive/manifest.ts';
import type { RehearsalReport } from '../../contract/rehearsals.ts';
import { hostPathOf, type ScratchVolume, startHelper } from '../../docker/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { extractVolume } from '../stack/extract.ts';
import { limitsOf, stackOf } from '../stack/layers.ts';
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
    const problem = await problemOf(deps, run, volume, signal);
    if (problem === null) throw error;
    return report({ problem });
  }
}

/** What is wrong with the stack itself; null when it is sound, and something else kept it from being extracted. */
async function problemOf(
  deps: EngineDeps,
  { job, archive }: RehearsalRun,
  volume: ManifestVolume,
  signal: AbortSignal,
): Promise<string | null> {
  const { mounts, layers } = await stackOf(deps, volume);
  const source = await hostPathOf(deps.docker, archive.locate(volume.fingerprint));
  await using helper = await startHelper(deps, {
    job,
    role: 'verify',
    mounts: [{ kind: 'bind', source, target: '/fingerprint.zst', readOnly: true }, ...mounts],
    capabilities: ['DAC_OVERRIDE'],
  });
  const stack = { layers, fingerprint: '/fingerprint.zst', ...limitsOf(volume) };
  const { problems } = await helper.order('stack.check', stack, { signal });
  const [first] = problems;
  return first ? `${first.code}: ${first.text}` : null;
}
