import type { JobId } from '../../archive/ids.ts';
import { type Helper, type HelperDeps, startHelper } from '../../docker/index.ts';
import type { Orders } from '../../helper/protocol.ts';
import type { InstallationVolume } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { together } from './together.ts';

type Result<Name extends keyof Orders> = Orders[Name]['result'];

export type PreCopied = { volume: InstallationVolume; copied: Result<'capture.precopy'> };
export type Delta = { volume: InstallationVolume; delta: Result<'capture.delta'> };

/** Where a volume stands inside the capture helper. */
export const rootOf = (volume: InstallationVolume) => `/v/${volume.name}`;

/** The one helper that sees the volumes, read-only, and writes layers into the job's folder. */
export async function startCapture(
  deps: HelperDeps,
  job: JobId,
  volumes: readonly InstallationVolume[],
  /** The job's folder as Docker's host sees it. */
  out: string,
): Promise<Helper> {
  return startHelper(deps, {
    job,
    role: 'capture',
    mounts: [
      ...volumes.map((volume) => ({
        kind: 'volume' as const,
        volume: volume.name,
        target: rootOf(volume),
        readOnly: true,
        createdAt: volume.createdAt,
      })),
      { kind: 'bind', source: out, target: '/out', readOnly: false },
    ],
    // Every file is read whoever owns it; the store's folder may belong to another user.
    capabilities: ['DAC_READ_SEARCH', 'DAC_OVERRIDE'],
    priority: 'low',
  });
}

/** A full layer of each volume, side by side, while everything runs. */
export async function preCopy(
  helper: Helper,
  volumes: readonly InstallationVolume[],
  progress: Progress,
  signal: AbortSignal,
): Promise<PreCopied[]> {
  return together(
    volumes.map(async (volume) => {
      const copied = await helper.order(
        'capture.precopy',
        { volume: volume.name, root: rootOf(volume), layer: `/out/layers/${volume.name}.full.tar.zst` },
        { signal, onProgress: (numbers) => progress.advance({ lane: volume.key, ...numbers }) },
      );
      progress.log(volume.key, `${copied.entries} entries copied, ${copied.layer.bytes} bytes stored`);
      for (const warning of copied.warnings) progress.log(volume.key, `${warning}; copied again in the freeze`, 'warn');
      return { volume, copied };
    }),
  );
}

/** Inside the freeze: what changed since the pre-copy. `attempt` keeps the files of several tries apart. */
export async function copyDelta(
  helper: Helper,
  volumes: readonly InstallationVolume[],
  attempt: number,
  signal: AbortSignal,
): Promise<Delta[]> {
  return together(
    volumes.map(async (volume) => ({
      volume,
      delta: await helper.order(
        'capture.delta',
        {
          volume: volume.name,
          root: rootOf(volume),
          layer: `/out/layers/${volume.name}.delta-${attempt}.tar.zst`,
          deletes: `/out/layers/${volume.name}.delta-${attempt}.delete.zst`,
        },
        { signal },
      ),
    })),
  );
}

/** What moved since `sinceMs` without the delta having seen it: the last look before the thaw. */
export async function lookForMoves(
  helper: Helper,
  volumes: readonly InstallationVolume[],
  sinceMs: number,
): Promise<Map<string, Result<'capture.moved'>['moved']>> {
  const looks = await together(
    volumes.map(async (volume) => {
      const { moved } = await helper.order('capture.moved', {
        volume: volume.name,
        root: rootOf(volume),
        sinceNs: nanoseconds(sinceMs),
      });
      return [volume.name, moved] as const;
    }),
  );
  return new Map(looks);
}

/** After the thaw: a full look that must agree with the frozen state; writes the fingerprint of it. */
export async function confirm(
  helper: Helper,
  volumes: readonly InstallationVolume[],
  thawMs: number,
  signal: AbortSignal,
): Promise<Map<string, Result<'capture.confirm'>>> {
  const looks = await together(
    volumes.map(async (volume) => {
      const confirmed = await helper.order(
        'capture.confirm',
        {
          volume: volume.name,
          root: rootOf(volume),
          thawNs: nanoseconds(thawMs),
          fingerprint: `/out/archive/fingerprints/${volume.name}.zst`,
        },
        { signal },
      );
      return [volume.name, confirmed] as const;
    }),
  );
  return new Map(looks);
}

function nanoseconds(ms: number): string {
  return String(BigInt(Math.floor(ms)) * 1_000_000n);
}
