import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveId, JobId } from '../../archive/ids.ts';
import { messageOf, reportOf } from '../../errors/error.ts';
import type { JobHandler } from '../../jobs/contract.ts';
import type { JobEnd } from '../../store/index.ts';
import { killIn } from './testing/kill.ts';
import { askedRounds, type Moment, randomMoments, seed, triedOnce } from './testing/moments.ts';
import { shopOnOwnDaemon } from './testing/own-daemon-for-tests.ts';
import { pairOf, takeTurn, writePair } from './testing/pair.ts';
import { recording, recoverTaken, runTaken } from './testing/run-job.ts';

describe.each([false, true])('while dockerd is killed and started again, live-restore %s', triedOnce, (liveRestore) => {
  const at = shopOnOwnDaemon({ liveRestore });
  let id: ArchiveId;
  beforeAll(async () => {
    if (!at.shop) return;
    await writePair(at.shop, 'archived');
    ({ id } = await at.shop.backUp());
  });

  const harms = {
    'dockerd alone': async () => {
      at.daemon.killDaemon();
      await delay(1000);
      await at.daemon.startDaemon();
    },
    'the whole machine': async () => at.daemon.rebootMachine(),
  };
  type Fate = { kind: Moment['kind']; stage: string; ms: number; what: keyof typeof harms; andUs: boolean };

  /**
   * Runs the job, beside us or in a process of its own that dies just before. What it could not decide while Docker was
   * away is recovered, as the runner does again and again.
   */
  async function runToItsEnd(handler: JobHandler, job: JobId, { stage, ms, what, andUs }: Fate) {
    let harmed: Promise<void> | undefined;
    const told = recording((name) => {
      if (name === stage) harmed ??= delay(ms).then(harms[what]);
    });
    let end: JobEnd = { state: 'interrupted' };
    if (andUs) {
      await killIn({ folder: at.shop.folder, deps: at.shop.deps, layout: 'shop' }, job, stage, ms);
      await harms[what]();
    } else {
      end = await runTaken(at.shop.deps.db, handler, job, told).catch((error) => ({
        state: 'failed',
        error: reportOf(error),
      }));
      await harmed;
    }
    for (let tries = 0; end.state === 'interrupted'; tries += 1) {
      if (tries === 20) throw new Error(`undecided:\n${told.told.lines.join('\n')}`);
      end = await recoverTaken(at.shop.deps.db, handler, job, told).catch(() => end);
    }
    return { ...end, lines: told.told.lines.join('\n') };
  }

  const cases: Fate[] = [
    { kind: 'restore', stage: 'Fence', ms: 0, what: 'dockerd alone', andUs: false },
    { kind: 'undo', stage: 'Place', ms: 0, what: 'the whole machine', andUs: true },
    { kind: 'restore', stage: 'Look', ms: 50, what: 'dockerd alone', andUs: false },
    { kind: 'restore', stage: 'Stage', ms: 0, what: 'dockerd alone', andUs: true },
    { kind: 'restore', stage: 'Stop', ms: 0, what: 'the whole machine', andUs: false },
    { kind: 'restore', stage: 'Commit', ms: 0, what: 'dockerd alone', andUs: false },
    { kind: 'restore', stage: 'Start', ms: 0, what: 'dockerd alone', andUs: false },
    { kind: 'restore', stage: 'Stage', ms: 0, what: 'the whole machine', andUs: false },
    { kind: 'undo', stage: 'Fence', ms: 0, what: 'the whole machine', andUs: false },
    { kind: 'undo', stage: 'Start', ms: 0, what: 'dockerd alone', andUs: false },
    { kind: 'undo', stage: 'Check', ms: 0, what: 'dockerd alone', andUs: true },
  ];
  /** One of five rounds: a daemon takes its time to come back. */
  const random = randomMoments(Math.ceil((askedRounds ?? 0) / 5), (chance) => ({
    what: chance(2) === 0 ? ('dockerd alone' as const) : ('the whole machine' as const),
    andUs: chance(3) === 0,
  }));
  // Where containers run on, less is at stake.
  const few = liveRestore ? 1 : 4;
  const tried = askedRounds === null ? cases.slice(0, few) : [...cases, ...random];

  it.each(tried)(
    `a $kind in “$stage” after $ms ms ($what, us: $andUs) ends wholly old or wholly new, with its services (HOLDFAST_SEED=${seed})`,
    async (fate) => {
      const { job, handler, sides } = await takeTurn(at.shop, fate.kind, { id, archived: 'archived', now: 'now' });
      const end = await runToItsEnd(handler, job, fate);
      expect(end.state, end.lines).toBe(end.side === 'new' ? 'succeeded' : 'failed');
      await expect
        .poll(() => pairOf(at.shop).catch(messageOf), { timeout: 60_000, message: end.lines })
        .toBe(sides[end.side ?? 'old']);
      expect(await at.shop.states(), end.lines).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
    },
  );
});
