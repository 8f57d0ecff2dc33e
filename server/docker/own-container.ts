import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import type { JobId } from '../archive/ids.ts';
import { fail, messageOf } from '../errors/error.ts';
import type { Docker } from './connect.ts';
import { detailOf, isConnectionLost, isNotFound, statusOf } from './daemon-errors.ts';
import { type Mount, mountSettings } from './mounts.ts';
import { presentVolumes, refuseNewVolumes } from './volume-guard.ts';

/** Labels of every container we make. Only its own instance ever sweeps it. */
export const labels = { helper: 'holdfast.helper', instance: 'holdfast.instance', role: 'holdfast.role' } as const;

/** Of the CPU, where others want it too; Docker's own default is 1024. `high` is for a moment in which services wait for us. */
const cpuShares = { low: 128, normal: 1024, high: 2048 } as const;
export type Priority = keyof typeof cpuShares;

/** Of the CPUs, in each 100 ms, for what yields to others; none: what they leave. Services that wait for us lift it. */
export function limitsOf(priority: Priority, cpus?: number | null): { CpuShares: number; CpuQuota?: number } {
  const shares = { CpuShares: cpuShares[priority] };
  if (!cpus) return shares;
  return { ...shares, CpuQuota: priority === 'low' ? Math.round(cpus * 100_000) : -1 };
}

/** What helpers and sidecars have in common. */
export type OwnContainerSpec = {
  job: JobId;
  role: string;
  image: string;
  command: readonly string[];
  mounts: readonly Mount[];
  network?: string;
  pidMode?: string;
  capabilities?: readonly string[];
  apparmorUnconfined?: boolean;
  user?: string;
  env?: Readonly<Record<string, string>>;
  priority?: Priority;
  /** How many CPUs it may take while its priority is low; absent: what others leave. */
  cpus?: number | null;
  readOnlyRoot: boolean;
  stdin: boolean;
  /** Docker starts it again, when Docker itself comes back too, until it has ended with code 0; absent: never. */
  comesBack?: boolean;
};

/**
 * Creates one of our containers, not started. Its log is switched off: what it prints must never fill the host's disk.
 * @throws `docker.image-missing`, `docker.volume-gone`, or what Docker says; nothing stays behind.
 */
export async function createOwnContainer(
  docker: Docker,
  instance: string,
  spec: OwnContainerSpec,
): Promise<Dockerode.Container> {
  const volumes = spec.mounts.flatMap((mount) => (mount.kind === 'volume' ? [mount.volume] : []));
  const present = await presentVolumes(docker, volumes);
  const container = await create(docker, instance, spec);
  try {
    await refuseNewVolumes(docker, present, container);
    return container;
  } catch (error) {
    await removeOwnContainer(container);
    throw error;
  }
}

async function create(docker: Docker, instance: string, spec: OwnContainerSpec): Promise<Dockerode.Container> {
  try {
    return await docker.createContainer(settingsOf(instance, spec));
  } catch (error) {
    if (isNotFound(error) && /no such image/i.test(messageOf(error)))
      throw fail('docker.image-missing', { image: spec.image, role: spec.role }, error);
    throw error;
  }
}

function settingsOf(instance: string, spec: OwnContainerSpec): Dockerode.ContainerCreateOptions {
  return {
    name: `holdfast-${spec.role}-${spec.job}-${randomBytes(3).toString('hex')}`,
    Image: spec.image,
    Entrypoint: [...spec.command],
    Cmd: [],
    Env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
    User: spec.user ?? '0:0',
    WorkingDir: '/',
    Labels: { [labels.helper]: spec.job, [labels.instance]: instance, [labels.role]: spec.role },
    Healthcheck: { Test: ['NONE'] },
    // A Docker that was killed ends, when it comes back, what ran on before it answers anybody: nobody shall wait for ours.
    StopTimeout: 2,
    AttachStdin: spec.stdin,
    OpenStdin: spec.stdin,
    StdinOnce: spec.stdin,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    HostConfig: {
      Mounts: mountSettings(spec.mounts),
      LogConfig: { Type: 'none', Config: {} },
      NetworkMode: spec.network ?? 'none',
      PidMode: spec.pidMode ?? '',
      ReadonlyRootfs: spec.readOnlyRoot,
      Tmpfs: spec.readOnlyRoot ? { '/tmp': 'rw,nosuid,nodev,size=16m' } : {},
      CapDrop: ['ALL'],
      CapAdd: [...(spec.capabilities ?? [])],
      SecurityOpt: ['no-new-privileges', ...(spec.apparmorUnconfined ? ['apparmor=unconfined'] : [])],
      ...(spec.priority === 'low' ? { ...limitsOf('low', spec.cpus), BlkioWeight: 100 } : {}),
      RestartPolicy: { Name: spec.comesBack ? 'on-failure' : 'no' },
      AutoRemove: false,
    },
  };
}

/**
 * Kills and removes a container with its anonymous volumes; one that is gone is fine. Where Docker does not answer, the
 * sweep at the next start removes it.
 */
export async function removeOwnContainer(container: Dockerode.Container): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await container.remove({ force: true, v: true });
      return;
    } catch (error) {
      // 409: its removal is under way already.
      if (isNotFound(error) || statusOf(error) === 409 || isConnectionLost(error)) return;
      if (attempt === 3) throw fail('docker.sidecar-failed', { role: 'clean-up', detail: detailOf(error) }, error);
    }
  }
}
