import type { ErrorEntry } from '../error.ts';

export const docker = {
  'docker.unreachable': {
    title: 'Docker does not answer at {endpoint}.',
    cause: 'The Docker daemon is stopped, restarting, or Holdfast may not use its socket. Nothing was changed.',
    remedy: 'Start Docker (systemctl start docker), or set DOCKER_HOST to the endpoint that should be used.',
    exit: 4,
  },
  'docker.helper-failed': {
    title: 'A helper container ({role}) failed: {detail}',
    cause: 'The work it did was given up. Your services were not touched by it.',
    remedy:
      'Read the detail: it names the step. Free space, memory or a missing image are the usual reasons. Then run the job again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
