import { z } from 'zod';
import { stopContainers, waitHealthy } from '../../docker/index.ts';
import { fail } from '../../errors/error.ts';
import type { Installation, Member } from '../../installation/index.ts';
import type { JobContext, JobHandler, JobOutcome, StageSpec } from '../../jobs/contract.ts';
import { appendJournal, closeJournal, journalOf } from '../../store/index.ts';
import type { EngineDeps } from '../dependencies.ts';
import { inOrder } from '../in-order.ts';
import { installationOf } from '../installation-of.ts';
import { startUnstuck } from '../start-unstuck.ts';
import { restartArgsSchema } from './args.ts';
import { restartStates } from './states.ts';

/** How long one service may take until it is well, ms. */
const healthLimitMs = 120_000;

const stages: readonly StageSpec[] = [
  {
    name: 'Restart',
    cancel: 'The service that is being restarted comes up first; those after it are left as they are.',
  },
];

/** Handler of the job kind "restart". */
export function restartHandler(deps: EngineDeps): JobHandler {
  return {
    kind: 'restart',
    stages,
    async run(context) {
      const args = restartArgsSchema.parse(context.job.args);
      const installation = await installationOf(deps, args.project);
      const members = await wanted(deps, installation, args.service);
      const names = members.map(({ name }) => name);
      await appendJournal(deps.db, context.job.id, 'restart', { names });
      try {
        return await restartAll(deps, context, members);
      } finally {
        await closeJournal(deps.db, context.job.id);
      }
    },
    recover: (context) => recover(deps, context),
  };
}

/** One service, or all on the restart list, in dependency order. @throws `restart.unknown-service` */
async function wanted(deps: EngineDeps, installation: Installation, service: string | null): Promise<Member[]> {
  const { members, profile, server } = installation;
  if (service !== null) {
    const found = members.filter((member) => member.service === service || member.name === service);
    if (found.length === 0) throw fail('restart.unknown-service', { service, project: installation.project });
    return found;
  }
  const [state] = await restartStates(deps, installation.project);
  const required = new Set(state?.required.map((each) => each.service));
  const listed = members.filter(
    (each) => required.has(each.service) && each.running && each.id !== server.container?.id,
  );
  return inOrder(listed, profile.restore.order);
}

async function restartAll(deps: EngineDeps, context: JobContext, members: readonly Member[]): Promise<JobOutcome> {
  const { job, progress, signal } = context;
  progress.stage(
    'Restart',
    members.length === 0 ? 'nothing asks for it' : members.map(({ service }) => service).join(', '),
  );
  const restarted: string[] = [];
  for (const [index, { id, service }] of members.entries()) {
    signal.throwIfAborted();
    await stopContainers(deps.docker, [id]);
    await startUnstuck(deps, job.id, id);
    const { ok, detail } = await waitHealthy(deps.docker, id, { limitMs: healthLimitMs, early: true });
    if (!ok) throw fail('restart.unwell', { service, detail });
    progress.log(service, `restarted: ${detail}`);
    progress.advance({ entries: index + 1, entriesTotal: members.length });
    restarted.push(service);
  }
  return { result: { restarted } };
}

const journalled = z.object({ names: z.array(z.string()) });

/** After a crash: what was stopped and not started again is started, what was not reached is restarted. */
async function recover(deps: EngineDeps, context: JobContext): ReturnType<JobHandler['recover']> {
  const args = restartArgsSchema.parse(context.job.args);
  const step = (await journalOf(deps.db, context.job.id)).findLast((each) => each.step === 'restart');
  const { names } = step ? journalled.parse(step.data) : { names: [] };
  const installation = await installationOf(deps, args.project);
  const since = Date.parse(step?.at ?? '');
  const members = names.flatMap((name) => installation.members.find((member) => member.name === name) ?? []);
  const left = members.filter(({ running, startedAt }) => !running || Date.parse(startedAt ?? '') < since);
  const outcome = await restartAll(deps, context, left);
  await closeJournal(deps.db, context.job.id);
  return { state: 'succeeded', outcome };
}
