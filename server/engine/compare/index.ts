/**
 * Holding an archive against another, or against the installation as it is. Of files the fingerprints are compared, never
 * the contents; of databases the manifest's counts, the dump's own list of tables and columns, and the catalogue. A live
 * side costs one helper that looks, and queries in a read-only transaction.
 */
import type { ArchiveId } from '../../archive/ids.ts';
import type { Comparison, FileDifferences } from '../../contract/compare.ts';
import { fail } from '../../errors/error.ts';
import { entryOf } from '../browse/list.ts';
import type { EngineDeps } from '../dependencies.ts';
import { archiveSide } from './archive-side.ts';
import { compareSides } from './compare.ts';
import { liveSide } from './live-side.ts';
import type { Side } from './side.ts';
import { changeOf, treeDifferences } from './trees.ts';

/** The archive, and what it is held against: another one, or (null) the installation that is called so. */
export type CompareInput = {
  left: ArchiveId;
  right: ArchiveId | null;
  /** Of a live side; absent: the archive's own. */
  project?: string | undefined;
};

/** @throws `archive.…`, `installation.…`, `docker.…` */
export async function compare(deps: EngineDeps, input: CompareInput): Promise<Comparison> {
  const left = await archiveSide(deps, input.left);
  return compareSides(left, input.right ? await archiveSide(deps, input.right) : await lookAtLive(deps, left, input));
}

export type FilesInput = CompareInput & { key: string; cursor?: string | undefined; limit: number };

/** One page of the files that differ in a volume, in the order of their paths. */
export async function compareFiles(deps: EngineDeps, input: FilesInput): Promise<FileDifferences> {
  const left = await archiveSide(deps, input.left);
  const right = input.right ? await archiveSide(deps, input.right) : await recentLive(deps, left, input);
  const [one, other] = [treeOf(left, input.key), treeOf(right, input.key)];
  if (!one || !other) throw fail('files.no-volume', { archive: input.left, volume: input.key });
  const [before, after] = [await one.tree(), await other.tree()];
  const all = treeDifferences(before, after);
  const from = Number(input.cursor ?? 0);
  const entries = all.slice(from, from + input.limit).map((difference) => {
    const [was, is] = [
      difference.left < 0 ? null : entryOf(before, difference.left),
      difference.right < 0 ? null : entryOf(after, difference.right),
    ];
    return { path: (was ?? is)?.path ?? '', change: changeOf(difference), what: difference.what, left: was, right: is };
  });
  const next = from + input.limit < all.length ? String(from + input.limit) : null;
  return { key: input.key, at: right.said.at, entries, total: all.length, next };
}

const treeOf = ({ volumes }: Side, key: string) => volumes.find((volume) => volume.key === key);

/** The last look at an installation: the pages of a list belong to one look, not to several. */
let last: { instance: string; project: string; side: Side; takenAt: number } | null = null;
const recentMs = 5 * 60_000;

async function lookAtLive(deps: EngineDeps, left: Side, { project }: CompareInput): Promise<Side> {
  const named = project ?? left.said.project;
  const databases = left.databases.map(({ name }) => name);
  const side = await liveSide(deps, named, databases);
  last = { instance: deps.instance, project: named, side, takenAt: deps.clock().getTime() };
  return side;
}

async function recentLive(deps: EngineDeps, left: Side, input: CompareInput): Promise<Side> {
  const named = input.project ?? left.said.project;
  const known = last?.project === named && last.instance === deps.instance ? last : null;
  if (known && deps.clock().getTime() - known.takenAt < recentMs) return known.side;
  return lookAtLive(deps, left, input);
}
