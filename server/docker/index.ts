/**
 * Everything said to a Docker daemon goes through this room: the connection, helper containers and their orders,
 * sidecars, events, holding and stopping containers. It knows no engine and no profile.
 */
export {
  connectDocker,
  type Docker,
  endpointOf,
  isReachable,
  unreachable,
  untilReachable,
} from './connect.ts';
export {
  type HoldTimes,
  pauseContainers,
  startContainers,
  stopContainers,
  unpauseContainers,
} from './containers.ts';
export { isConnectionLost, isNotFound } from './daemon-errors.ts';
export type { DockerEvent, EventScope } from './event-judgement.ts';
export { type EventWatch, watchEvents } from './events.ts';
export { endedWell } from './exit.ts';
export { restartFrozen } from './frozen.ts';
export { type Health, waitHealthy } from './health.ts';
export {
  type Helper,
  type HelperDeps,
  type HelperSpec,
  type OrderOptions,
  startHelper,
} from './helper.ts';
export { hostPathOf, ownContainerId } from './host-path.ts';
export { incarnationOf } from './incarnation.ts';
export type { Mount } from './mounts.ts';
export { makeScratchVolume, type ScratchServer, type ScratchVolume, startScratchServer } from './scratch.ts';
export { runSidecar, type SidecarResult, type SidecarSpec } from './sidecar.ts';
export { readSmallFile } from './small-file.ts';
export { bringBack, keepStarted, type Start, startAll } from './start.ts';
export { sweepHelpers } from './sweep.ts';
