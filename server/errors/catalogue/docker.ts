import type { ErrorEntry } from '../error.ts';

export const docker = {
  'docker.unreachable': {
    title: 'Docker does not answer at {endpoint}.',
    cause: 'The Docker daemon is stopped, restarting, or Holdfast may not use its socket.',
    remedy: 'Start Docker (systemctl start docker), or set DOCKER_HOST to the endpoint that should be used.',
    exit: 4,
  },
  'docker.bad-endpoint': {
    title: '“{endpoint}” is no Docker endpoint Holdfast can use.',
    cause: 'DOCKER_HOST must name a UNIX socket or an address: unix:///var/run/docker.sock or tcp://host:2375.',
    remedy: 'Set DOCKER_HOST accordingly, or unset it to use the usual socket, and start Holdfast again.',
    exit: 2,
  },
  'docker.helper-failed': {
    title: 'A helper container ({role}) failed: {detail}',
    cause: 'The work it did was given up. Your services were not touched by it.',
    remedy:
      'Read the detail: it names the step. Free space, memory or a missing image are the usual reasons. Then run the job again.',
    exit: 1,
  },
  'docker.scratch-left': {
    title: 'The scratch volume {volume} could not be removed: {detail}.',
    cause: 'It was made for a rehearsal and holds a copy of what the archive holds. Nothing else uses it.',
    remedy: 'It is removed when Holdfast starts the next time, or by docker volume rm {volume}.',
    exit: 1,
  },
  'docker.image-missing': {
    title: 'The image {image}, needed for {role}, is not on Docker’s host.',
    cause: 'Holdfast starts its helpers from images that are already there and never pulls one in the middle of a job.',
    remedy:
      'Bring the image onto Docker’s host (docker pull {image}, or docker load), or set HOLDFAST_HELPER_IMAGE to the right name if it is Holdfast’s own. Then run the job again.',
    exit: 1,
  },
  'docker.volume-gone': {
    title: 'The volume {volume} is no longer the one that was looked at.',
    cause:
      'It was removed, or made anew, since the installation was last looked at. What Docker made in its place was removed again; nothing was read from it.',
    remedy: 'Check with docker volume inspect {volume} what happened to it. Then run the job again.',
    exit: 1,
  },
  'docker.sidecar-failed': {
    title: 'A container for {role} could not be run: {detail}',
    cause: 'Docker refused to create or start it, or the connection to Docker was lost. Its work was given up.',
    remedy: 'Read the detail, put right what it names, and run the job again.',
    exit: 1,
  },
  'docker.pause-failed': {
    title: 'These services could not be paused: {services}',
    cause: 'One of them stopped or was removed just then, or Docker failed ({detail}). All others run again.',
    remedy: 'See docker ps that the services are up, then start the backup again.',
    exit: 1,
  },
  'docker.thaw-failed': {
    title: 'These services are still paused: {services}',
    cause: 'Docker did not resume them although it was asked several times ({detail}). The watchdog goes on trying.',
    remedy: 'Run docker unpause {services} on Docker’s host.',
    exit: 1,
  },
  'docker.start-failed': {
    title: 'The service {service} does not start: {detail}',
    cause: 'Docker refused to start its container. Services after it in the order were not started.',
    remedy: 'Look at docker logs {service}, put right what it names, then start it with docker start {service}.',
    exit: 1,
  },
  'docker.stop-failed': {
    title: 'The service {service} does not stop: {detail}',
    cause: 'Docker could not stop its container within the time allowed.',
    remedy: 'Look at docker ps and docker logs {service}. Stop it by hand, then run the job again.',
    exit: 1,
  },
  'docker.path-not-mounted': {
    title: 'Helper containers cannot reach {path}.',
    cause: 'Holdfast runs in a container, and this folder lies inside that container instead of on a mount.',
    remedy:
      'Mount a folder of the host or a named volume at {path} (or at a folder above it) and start Holdfast again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
