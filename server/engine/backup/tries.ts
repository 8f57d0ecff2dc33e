import type { Evidence } from '../../archive/evidence.ts';
import { fail, HoldfastError, reportOf } from '../../errors/error.ts';
import type { Installation, InstallationVolume, Strategy } from '../../installation/index.ts';
import type { Progress } from '../../jobs/contract.ts';
import { getReady } from './capture.ts';
import { type FreezeDeps, type Frozen, freezeOnce, type GivenUp } from './freeze.ts';
import type { AtRest, Settled, Settling } from './settle.ts';
import { spanSince } from './times.ts';
import { together } from './together.ts';

/** Tries before an archive is taken as it is, with a verdict that says so. To be stopped again and again is no small thing. */
const triesOf: Record<Strategy, number> = { pause: 8, stop: 3, observe: 4 };

/** What a try may wait for rest when the tries before have used up the time: who is that busy will hardly rest. */
const leastSettleMs = 5_000;

export type TryDeps = FreezeDeps & {
  /** The installation as it is now: writers come and go while volumes are copied. */
  rediscover(): Promise<Installation>;
  /** Waits until the services have come to rest. */
  settle(installation: Installation, limitMs: number, awakeSinceMs: number): Promise<Settling>;
  /** How long all tries together wait for that, but for a moment each. */
  settleLimitMs: number;
  /** Flushes the volumes' file systems: every page is clean just before the pause. @returns since when, in ns */
  sync(): Promise<string>;
  progress: Progress;
};

export type Caught = {
  frozen: Frozen;
  installation: Installation;
  strategy: Strategy;
  settled: Settled;
  attempts: Evidence['attempts'];
  /** When every page was clean, before the moment that was caught. */
  cleanNs: string;
};

/**
 * Settles and freezes until a moment is caught in which no service was in the middle of a change.
 * @throws `backup.never-still` when not even the last try could lock the tables
 */
export async function catchMoment(deps: TryDeps, found: Installation): Promise<Caught> {
  const { strategy } = deps;
  const tries = triesOf[strategy];
  const attempts: Evidence['attempts'] = [];
  let installation = found;
  let leftMs = deps.settleLimitMs;
  let awakeSinceMs = 0;
  for (let attempt = 1; attempt <= tries; attempt++) {
    deps.signal.throwIfAborted();
    deps.progress.stage('Settle', 'waits until no service is in the middle of a change, 60 s at most');
    const limitMs = Math.min(deps.settleLimitMs, Math.max(leastSettleMs, leftMs));
    const begun = Date.now();
    const rest = await comeToRest(deps, installation, limitMs, awakeSinceMs);
    leftMs -= Date.now() - begun;
    const { settled, atRest, cleanNs } = rest;
    installation = rest.installation;

    deps.progress.stage('Freeze', freezeInWords(strategy, installation));
    await setPriority(deps, 'high'); // services wait for them
    await getReady(deps.crew, attempt, deps.signal);
    const from = Date.now();
    const last = attempt === tries;
    const outcome = await freezeOnce(deps, { installation, atRest, attempt, last }).catch(pauseRefused);
    await setPriority(deps, 'low');
    if ('snapshots' in outcome) {
      attempts.push({ ...spanSince(from), outcome: 'taken', reason: null });
      const { wokeUp } = outcome;
      const still = wokeUp === null ? settled : { ...settled, settled: false, waitedFor: [wokeUp] };
      return { frozen: outcome, installation, strategy, settled: still, attempts, cleanNs };
    }
    awakeSinceMs = Date.now();
    for (const snapshot of deps.snapshots) await snapshot.release();
    for (const dump of deps.dumps) await dump.renew(); // those that had begun dump a moment nobody wants
    attempts.push({ ...spanSince(from), outcome: 'given-up', reason: outcome.reason });
    deps.progress.log('freeze', `try ${attempt} given up: ${outcome.reason}`, 'warn');
  }
  throw fail('backup.never-still', { tries, reason: attempts.at(-1)?.reason ?? '' });
}

type Rest = { installation: Installation; settled: Settled; atRest: AtRest | null; cleanNs: string };

/** Waits until the services have come to rest with the volumes that are copied: those that came meanwhile are copied too. */
async function comeToRest(deps: TryDeps, found: Installation, limitMs: number, awakeSinceMs: number): Promise<Rest> {
  const from = Date.now();
  const end = from + limitMs;
  let installation = found;
  for (;;) {
    const { settled, atRest } = await deps.settle(installation, Math.max(0, end - Date.now()), awakeSinceMs);
    const cleanNs = await deps.sync();
    installation = await deps.rediscover();
    const changed = await deps.crew.follow(captured(installation.volumes));
    const span = spanSince(from);
    if (!changed) return { installation, settled: { ...settled, ...span }, atRest, cleanNs };
    const never = { ...span, settled: false, waitedFor: ['volumes that came or went'] };
    if (Date.now() >= end) return { installation, settled: never, atRest: null, cleanNs };
  }
}

async function setPriority({ crew, look }: TryDeps, priority: 'low' | 'high'): Promise<void> {
  await together([crew.setPriority(priority), look.setPriority(priority)]);
}

function freezeInWords(strategy: Strategy, { writers }: Installation): string {
  if (strategy === 'observe') return 'nobody is held; what moves meanwhile is seen';
  return strategy === 'stop' ? `${writers.length} writers are stopped` : `${writers.length} writers stand still`;
}

/** On a busy host a container may refuse to be paused; everything runs again by then, and another moment may do. */
function pauseRefused(error: unknown): GivenUp {
  if (error instanceof HoldfastError && error.code === 'docker.pause-failed') return { reason: reportOf(error).title };
  throw error;
}

/** Volumes whose files go into the archive. */
export function captured(volumes: readonly InstallationVolume[]): InstallationVolume[] {
  return volumes.filter(({ role }) => role === 'included' || role === 'volatile');
}
