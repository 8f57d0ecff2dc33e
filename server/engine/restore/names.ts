import type { JobId } from '../../archive/ids.ts';

/** Names that a restore gives, made from its job's id: nothing else bears them, and none is cut at 63 bytes. */

/** The live folder of a volume, beside which the other two stand. */
export const dataFolder = '_data';
export const stagedFolder = (job: JobId) => `.holdfast-${job}.new`;
/** What the new live folder held when it was put in place: a fingerprint. */
export const listFile = (job: JobId) => `.holdfast-${job}.list`;
export const keptFolder = (job: JobId) => `.holdfast-${job}.old`;
