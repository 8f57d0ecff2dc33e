import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveId, JobId } from '../../archive/ids.ts';
import { messageOf, reportOf } from '../../errors/error.ts';
import type { JobHandler } from '../../jobs/contract.ts';
import type { JobEnd } from '../../store/index.ts';
import { type Shop, startShop } from '../backup/testing/shop.ts';
import { askedRounds, type Moment, randomMoments, seed, triedOnce } from './testing/moments.ts';
import { type OwnDaemon, ownDaemon } from './testing/own-daemon.ts';
import { pairOf, takeTurn, writePair } from './testing/pair.ts';
import { recording, recoverTaken, runTaken } from './testing/run-job.ts';

describe('while dockerd is killed and started again, live-restore off', triedOnce, () => {
  let daemon: OwnDaemon | undefined;
  let impossible = '';
  let shop: Shop;
  let id: ArchiveId;
  const usual = process.env.DOCKER_HOST;

  beforeAll(async () => {
    try {
      daemon = await ownDaemon();
    } catch (error) {
      impossible = `no second dockerd runs on this machine: ${messageOf(error)}`;
      return;
    }
    process.env.DOCKER_HOST = daemon.host;
    shop = await startShop();
    // As compose files have it; `always` starts even what a restore has stopped.
    const policies = { postgresql: 'unless-stopped', web: 'unless-stopped', worker: 'always' };
    for (const [service, Name] of Object.entries(policies))
      await shop.deps.docker.getContainer(shop.container(service)).update({ RestartPolicy: { Name } });
    await writePair(shop, 'archived');
    ({ id } = await shop.backUp());
  });
  afterAll(async () => {
    await shop?.[Symbol.asyncDispose]();
    process.env.DOCKER_HOST = usual;
    if (usual === undefined) delete process.env.DOCKER_HOST;
    await daemon?.[Symbol.asyncDispose]();
  });
  beforeEach((context) => {
    if (impossible) context.skip(impossible);
  });

  /** Runs the job; what it could not decide while Docker was away is recovered, as the runner does again and again. */
  async function runToItsEnd(
    handler: JobHandler,
    job: JobId,
    { stage, ms }: Pick<Moment, 'stage' | 'ms'>,
    harm: () => Promise<void>,
  ): Promise<JobEnd & { lines: string }> {
    let harmed: Promise<void> | undefined;
    const told = recording((name) => {
      if (name === stage) harmed ??= delay(ms).then(harm);
    });
    const failed = (error: unknown): JobEnd => ({ state: 'failed', error: reportOf(error) });
    let end = await runTaken(shop.deps.db, handler, job, told).catch(failed);
    await harmed;
    for (let tries = 0; end.state === 'interrupted'; tries += 1) {
      if (tries === 20) throw new Error(`undecided:\n${told.told.lines.join('\n')}`);
      end = await recoverTaken(shop.deps.db, handler, job, told).catch(() => end);
    }
    return { ...end, lines: told.told.lines.join('\n') };
  }

  const harms = {
    'dockerd alone': async () => {
      daemon?.killDaemon();
      await delay(1000);
      await daemon?.startDaemon();
    },
    'the whole machine': async () => daemon?.rebootMachine(),
  };
  type Harm = keyof typeof harms;
  const cases: (Omit<Moment, 'round'> & { what: Harm })[] = [
    { kind: 'restore', stage: 'Fence', ms: 0, what: 'dockerd alone' },
    { kind: 'undo', stage: 'Place', ms: 0, what: 'the whole machine' },
    { kind: 'restore', stage: 'Look', ms: 50, what: 'dockerd alone' },
    { kind: 'restore', stage: 'Stop', ms: 0, what: 'the whole machine' },
    { kind: 'restore', stage: 'Commit', ms: 0, what: 'dockerd alone' },
    { kind: 'restore', stage: 'Start', ms: 0, what: 'dockerd alone' },
    { kind: 'restore', stage: 'Stage', ms: 0, what: 'the whole machine' },
    { kind: 'undo', stage: 'Fence', ms: 0, what: 'the whole machine' },
    { kind: 'undo', stage: 'Start', ms: 0, what: 'dockerd alone' },
  ];
  /** One of five rounds: a daemon takes its time to come back. */
  const random = randomMoments(Math.ceil((askedRounds ?? 0) / 5), (chance) => ({
    what: chance(2) === 0 ? ('dockerd alone' as const) : ('the whole machine' as const),
  }));
  const tried = askedRounds === null ? cases.slice(0, 3) : [...cases, ...random];

  it.each(tried)(
    `a $kind in “$stage” after $ms ms ($what) ends wholly old or wholly new, with its services (HOLDFAST_SEED=${seed})`,
    async ({ kind, what, ...when }) => {
      const { job, handler, sides } = await takeTurn(shop, kind, { id, archived: 'archived', now: 'now' });
      const end = await runToItsEnd(handler, job, when, async () => void (await harms[what]()));
      expect(end.state, end.lines).toBe(end.side === 'new' ? 'succeeded' : 'failed');
      await expect
        .poll(() => pairOf(shop).catch(messageOf), { timeout: 60_000, message: end.lines })
        .toBe(sides[end.side ?? 'old']);
      expect(await shop.states(), end.lines).toEqual({ postgresql: 'running', web: 'running', worker: 'running' });
    },
  );
});
