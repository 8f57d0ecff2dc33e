import { createHash } from 'node:crypto';
import path from 'node:path';

/** Top folder of this clone of the repository. */
export const root = path.resolve(import.meta.dirname, '..');

/** Names this clone on the machine: the same after `git clean -xdf`, since it comes from the path alone. */
export const cloneId = createHash('sha256').update(root).digest('hex').slice(0, 12);

/** Ignored by git: tools, images in the making, Docker's data, state and store. */
export const ignored = path.join(root, '.holdfast');

/** What can be made again and is worth keeping: unpacked packages, production builds. */
export const cacheFolder = path.join(ignored, 'cache');

/** Of the demo: logs, state, store, installation folder. */
export const demoFolder = path.join(ignored, 'demo');

/** What must outlive `git clean -xdf`: the socket and pid of our own Docker. Short, for a socket's path holds 107 bytes. */
export const runFolder = `/run/holdfast-${cloneId}`;

/** Label of everything that a demo or a test makes in Docker; its value tells whose it is. */
export const demoLabel = 'holdfast.demo';
