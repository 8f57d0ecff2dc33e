import { dirname } from 'node:path';
import type { JobId } from '../../archive/ids.ts';

/** Names that a restore gives, made from its job's id: nothing else bears them, and none is cut at 63 bytes. */

/** The live folder of an ordinary volume, beside which the other two stand. */
export const dataFolder = '_data';

/** Where a volume's live folder stands, and how its siblings are told from those of another volume. */
export type Place = {
  /** The folder's parent, as Docker's host sees it. */
  directory: string;
  /** Name of the live folder in it. */
  live: string;
  /** Empty where the directory is the volume's own. */
  tag: string;
};

/** In Docker's own directory of a volume. */
export function ordinaryPlace(mountpoint: string): Place {
  return { directory: dirname(mountpoint), live: dataFolder, tag: '' };
}

type Tagged = Pick<Place, 'tag'>;

export const stagedFolder = (job: JobId, { tag }: Tagged) => `.holdfast-${job}${tag}.new`;
export const keptFolder = (job: JobId, { tag }: Tagged) => `.holdfast-${job}${tag}.old`;
/** What the new live folder held when it was put in place: a fingerprint. */
export const listFile = (job: JobId, { tag }: Tagged) => `.holdfast-${job}${tag}.list`;
