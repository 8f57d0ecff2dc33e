import { unpackBundle } from './bundle/unpack.ts';
import { confirm } from './capture/confirm.ts';
import { delta } from './capture/delta.ts';
import { moved } from './capture/moved.ts';
import { namesByGlob } from './capture/names.ts';
import { owns } from './capture/owns.ts';
import { precopy } from './capture/precopy.ts';
import { getReady } from './capture/ready.ts';
import { settle } from './capture/settle.ts';
import type { VolumeStates } from './capture/state.ts';
import { syncRoots } from './capture/sync.ts';
import type { Handlers } from './context.ts';
import { extractStack } from './extract/extract.ts';
import { handOut } from './extract/hand-out.ts';
import { compareTree } from './extract/tree-compare.ts';
import { emptyTree } from './extract/tree-empty.ts';
import { fingerprintTree } from './extract/tree-fingerprint.ts';
import { measureTree } from './extract/tree-measure.ts';
import { hashFile } from './files/hash-file.ts';
import { mappings } from './look/mappings.ts';
import { compressPipe, letFlow } from './pipe/compress.ts';
import { expandPipe } from './pipe/expand.ts';
import { listen } from './relay/listen.ts';
import { checkStack } from './stack/check.ts';
import { swapOrders } from './swap/orders.ts';
import { endTask } from './unstick/end-task.ts';
import { removeBundle } from './unstick/remove-bundle.ts';
import { arm, disarm } from './watchdog/guard.ts';

const states: VolumeStates = new Map();

/** Which file carries out which order. */
export const handlers: Handlers = {
  'capture.precopy': precopy(states),
  'capture.sync': syncRoots,
  'capture.ready': getReady(states),
  'capture.delta': delta(states),
  'capture.moved': moved(states),
  'capture.confirm': confirm(states),
  'capture.owns': owns(states),
  'capture.names': namesByGlob,
  'capture.settle': settle,
  'look.mappings': mappings,
  'pipe.compress': compressPipe,
  'pipe.flow': letFlow,
  'pipe.expand': expandPipe,
  'file.hash': hashFile,
  'bundle.unpack': unpackBundle,
  'stack.check': checkStack,
  'extract.stack': extractStack,
  'extract.hand-out': handOut,
  'tree.compare': compareTree,
  'tree.fingerprint': fingerprintTree,
  'tree.empty': emptyTree,
  'tree.measure': measureTree,
  ...swapOrders('/v'),
  'relay.listen': listen,
  'unstick.end-task': endTask,
  'unstick.remove-bundle': removeBundle,
  'watchdog.arm': arm,
  'watchdog.disarm': disarm,
};
