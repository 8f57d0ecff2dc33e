import type { JobId } from '../../archive/ids.ts';
import { type Helper, type HelperDeps, startHelper } from '../../docker/index.ts';
import type { CaptureBase, Orders } from '../../helper/protocol.ts';
import type { InstallationVolume } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import type { Crew } from './crew.ts';
import { together } from './together.ts';

type Result<Name extends keyof Orders> = Orders[Name]['result'];

export type PreCopied = { volume: InstallationVolume; copied: Result<'capture.precopy'> };
export type Delta = { volume: InstallationVolume; delta: Result<'capture.delta'> };

/** Where a volume stands inside the capture helper. */
export const rootOf = (volume: InstallationVolume) => `/v/${volume.name}`;

/** A helper that sees these volumes, read-only, and writes layers into the job's folder. */
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

/** Where a volume's next layers go on from: an earlier archive's state of it, or why there is none. */
export type Footing = { base: CaptureBase } | { base: null; why: string };

/**
 * A layer of each volume, side by side, while everything runs: of all of it, or of what its base does not hold. `nth`
 * keeps the files of several copies apart.
 */
export async function preCopy(
  helper: Helper,
  volumes: readonly InstallationVolume[],
  { footing, nth }: { footing: (volume: InstallationVolume) => Footing; nth: number },
  progress: Progress,
  signal: AbortSignal,
): Promise<PreCopied[]> {
  return together(
    volumes.map(async (volume) => {
      const on = footing(volume);
      const answer = await helper.order(
        'capture.precopy',
        {
          volume: volume.name,
          root: rootOf(volume),
          layer: `/out/layers/${volume.name}.copy-${nth}.tar.zst`,
          deletes: `/out/layers/${volume.name}.copy-${nth}.delete.zst`,
          base: on.base,
        },
        { signal, onProgress: (numbers) => progress.advance({ lane: volume.key, ...numbers }) },
      );
      const copied = on.base === null ? { ...answer, full: on.why } : answer;
      progress.log(volume.key, wordsOf(copied));
      for (const warning of copied.warnings) progress.log(volume.key, `${warning}; copied again in the freeze`, 'warn');
      return { volume, copied };
    }),
  );
}

function wordsOf({ entries, copied, layer, full }: Result<'capture.precopy'>): string {
  const stored = `${copied.entries} of ${entries} entries copied, ${layer?.bytes ?? 0} bytes stored`;
  return full === null ? `${stored}, on the last archive’s layers` : `${stored}, a full layer: ${full}`;
}

/** What stands ready takes memory; small volumes, of which there may be hundreds, gain little by it. */
const mostReady = 16;

/** Just before the freeze: starts what it needs for the largest volumes, so that it need not be started inside. */
export async function getReady(crew: Crew, attempt: number, signal: AbortSignal): Promise<void> {
  await together(
    crew.largestFirst
      .slice(0, mostReady)
      .map((volume) =>
        crew.of(volume).order('capture.ready', { volume: volume.name, tar: deltaOf(volume, attempt) }, { signal }),
      ),
  );
}

const deltaOf = (volume: InstallationVolume, attempt: number) => `/out/layers/${volume.name}.delta-${attempt}.tar`;

/** Inside the freeze: what changed since the pre-copy. `attempt` keeps the files of several tries apart. */
export async function copyDelta(crew: Crew, attempt: number, signal: AbortSignal): Promise<Delta[]> {
  return together(
    crew.largestFirst.map(async (volume) => ({
      volume,
      delta: await crew
        .of(volume)
        .order(
          'capture.delta',
          { volume: volume.name, root: rootOf(volume), tar: deltaOf(volume, attempt) },
          { signal },
        ),
    })),
  );
}

/**
 * What moved since `sinceMs` without the delta having seen it: the last look before the thaw. With `seenToo` also what it
 * saw: where nobody is held, that may be of after the database's moment.
 */
export async function lookForMoves(
  crew: Crew,
  { sinceMs, seenToo }: { sinceMs: number; seenToo: boolean },
): Promise<Map<string, Result<'capture.moved'>['moved']>> {
  const looks = await together(
    crew.largestFirst.map(async (volume) => {
      const { moved } = await crew.of(volume).order('capture.moved', {
        volume: volume.name,
        root: rootOf(volume),
        sinceNs: nanoseconds(sinceMs),
        seenToo,
      });
      return [volume.name, moved] as const;
    }),
  );
  return new Map(looks);
}

/** After the thaw: stores the delta; a full look must agree with the frozen state, whose fingerprint is written. */
export async function confirm(
  crew: Crew,
  thawMs: number,
  signal: AbortSignal,
): Promise<Map<string, Result<'capture.confirm'>>> {
  const looks = await together(
    crew.volumes.map(async (volume) => {
      const confirmed = await crew.of(volume).order(
        'capture.confirm',
        {
          volume: volume.name,
          root: rootOf(volume),
          thawNs: nanoseconds(thawMs),
          fingerprint: `/out/archive/fingerprints/${volume.name}.zst`,
          layer: `/out/layers/${volume.name}.delta.tar.zst`,
          deletes: `/out/layers/${volume.name}.delta.delete.zst`,
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
