import { z } from 'zod';
import type { JobId } from '../../../archive/ids.ts';
import { incarnationOf } from '../../../docker/index.ts';
import type { Progress } from '../../../jobs/contract.ts';
import { appendJournal, journalOf } from '../../../store/index.ts';
import type { EngineDeps } from '../../dependencies.ts';
import { inOrder } from '../../in-order.ts';
import { installationOf } from '../../installation-of.ts';
import type { Conclusion } from '../swap/conclude.ts';
import { asItRuns, type Intent, type SwapService, swapServiceSchema } from '../swap/intent.ts';
import { awaitServices, type StartFailure, startServices } from '../swap/steps.ts';
import { awaitHealth, startAsBefore } from './containers.ts';

const step = 'ran';

/** Step `ran`: what of the installation ran before anything was looked at. */
const ranSchema = z.object({
  /** Of the daemon that it ran under. */
  incarnation: z.string().nullable(),
  database: swapServiceSchema.nullable(),
  /** The others, in the order in which they are started. */
  services: z.array(swapServiceSchema),
});

/**
 * Writes down what runs now: a Docker that is killed and comes back ends all containers and starts few of them again,
 * those too that a restore never touches.
 * @throws `installation.…`, `docker.unreachable`
 */
export async function noteWhatRuns(deps: EngineDeps, job: JobId, project: string): Promise<void> {
  const incarnation = await incarnationOf(deps.docker);
  const { members, server, profile } = await installationOf(deps, project);
  const running = inOrder(members, profile.restore.order).filter((member) => member.running);
  const isDatabase = ({ id }: { id: string }) => id === server.container?.id;
  const database = running.find(isDatabase);
  await appendJournal(deps.db, job, step, {
    incarnation,
    database: database ? asItRuns(database) : null,
    services: running.filter((member) => !isDatabase(member)).map(asItRuns),
  } satisfies z.infer<typeof ranSchema>);
}

/**
 * Where Docker has come back since: starts what it ended, the database first. Where it stayed, somebody else has stopped
 * what does not run.
 * @returns those that did not start
 * @throws `docker.unreachable`
 */
export async function bringBackWhatRan(deps: EngineDeps, job: JobId, progress: Progress): Promise<StartFailure[]> {
  const written = (await journalOf(deps.db, job)).find((each) => each.step === step);
  if (!written) return [];
  const { incarnation, database, services } = ranSchema.parse(written.data);
  if (incarnation !== null && incarnation === (await incarnationOf(deps.docker))) return [];
  const ended = await endedOf(deps, database ? [database, ...services] : services);
  if (ended.length === 0) return [];
  const names = ended.map(({ service }) => service).join(', ');
  progress.log('docker', `Docker was started anew meanwhile and had ended ${names}: they are started again.`, 'warn');
  const world = {
    start: (service: SwapService) => startAsBefore(deps, job, service),
    // Of the database alone.
    awaitHealth: (service: SwapService) => awaitHealth(deps.docker, service, false),
    note: (text: string, level: 'info' | 'warn' = 'info') => progress.log('docker', text, level),
  };
  const first = { services: ended.filter(({ id }) => id === database?.id) };
  const others = { services: ended.filter(({ id }) => id !== database?.id) };
  const failures = await awaitServices(world, first, await startServices(world, first));
  return [...failures, ...(await startServices(world, others))];
}

/** The same after a swap, beside the services that it stops and starts itself. */
export async function alsoWhatRan(
  deps: EngineDeps,
  intent: Intent,
  progress: Progress,
  { side, failures }: Conclusion,
): Promise<Conclusion> {
  // Who wants the new side's services to stay down until other images are in place starts all of them after that.
  if (side === 'new' && intent.noStart) return { side, failures };
  const known = new Set(failures.map(({ service }) => service));
  const others = await bringBackWhatRan(deps, intent.job, progress);
  return { side, failures: [...failures, ...others.filter(({ service }) => !known.has(service))] };
}

/** A container that was removed is not missed; one in Docker's back-off comes by itself. */
async function endedOf({ docker }: EngineDeps, services: readonly SwapService[]): Promise<SwapService[]> {
  const listed = await docker.listContainers({ all: true });
  return services.filter(({ id, name }) => {
    const there = listed.find(({ Id }) => Id === id) ?? listed.find(({ Names }) => Names.includes(`/${name}`));
    return there && ['created', 'exited', 'dead'].includes(there.State);
  });
}
