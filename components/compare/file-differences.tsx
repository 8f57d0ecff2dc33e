'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '../api/trpc.ts';
import { FileName } from '../files/file-name.tsx';
import { compare as words } from '../messages/compare.ts';
import { Async } from '../ui/async.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import type { Sides } from './sides.ts';
import type { FileDifference } from './types.ts';

/** Every entry of a volume that differs, page by page. */
export function FileDifferences({ sides, volume }: { sides: Sides; volume: string }) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.compare.files.infiniteQueryOptions(
      { left: sides.before, right: sides.after, key: volume, limit: 100 },
      { getNextPageParam: (page) => page.next, staleTime: 60_000, refetchOnWindowFocus: false },
    ),
  );
  return (
    <div>
      <h3 className="label-top">{words.differing(volume)}</h3>
      <Async query={query} label={words.looking} skeleton={<SkeletonRows columns={3} />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0) return <p className="note">{words.noneDiffers}</p>;
          return (
            <>
              <DifferenceTable entries={entries} />
              <p className="note mt-3">
                {words.shown(entries.length, pages[0]?.total ?? entries.length)}{' '}
                {query.hasNextPage ? (
                  <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
                    {words.more}
                  </button>
                ) : null}
              </p>
            </>
          );
        }}
      </Async>
    </div>
  );
}

function DifferenceTable({ entries }: { entries: FileDifference[] }) {
  return (
    <table className="table compact table-rows diffs">
      <thead>
        <tr>
          <th scope="col">{words.entriesHeads.name}</th>
          <th scope="col" className="num">
            {words.entriesHeads.size}
          </th>
          <th scope="col">{words.entriesHeads.what}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ path, change, what, left, right }) => (
          <tr key={path}>
            <th scope="row">
              <Sign change={change} />
              <code>
                <FileName name={path} />
              </code>
            </th>
            <td className="num">{words.sizes(sizeOf(left), sizeOf(right))}</td>
            <td className="quiet">{change === 'changed' ? words.what(what) : words.signWords[change]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Only files have a size that says something. */
function sizeOf(entry: FileDifference['left']): number | null {
  return entry?.type === 'file' ? entry.size : null;
}

/** Before a name, for the eye; the words beside it say the same. */
export function Sign({ change }: { change: 'added' | 'gone' | 'changed' }) {
  return (
    <span className="pm" aria-hidden="true">
      {words.signs[change]}
    </span>
  );
}
