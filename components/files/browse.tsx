'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { files as words } from '../messages/files.ts';
import { Async } from '../ui/async.tsx';
import { Search } from '../ui/search.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Chosen } from './chosen.tsx';
import type { Volumes } from './entry-facts.ts';
import { FileTable } from './file-table.tsx';
import { Place } from './place.tsx';
import type { FileEntry, FileListing } from './types.ts';
import type { Where } from './where.ts';

type BrowseProps = { id: string; volume: string; where: Where; volumes: Volumes };

/** One folder of a volume, or what a search finds below it, and what is chosen in it. */
export function Browse({ id, volume, where, volumes }: BrowseProps) {
  const [search, setSearch] = useState('');
  const [whole, setWhole] = useState(false);
  const wanted = useDeferredValue(search.trim());
  const query = useListing(id, volume, wanted && whole ? '' : where.path, wanted);
  return (
    <>
      <Place id={id} volume={volume} path={where.path} />
      <search className="filters">
        <Search label={words.search} placeholder={words.searchHint} value={search} onChange={setSearch} />
        {where.path ? (
          <fieldset className="segment" aria-label={words.scope}>
            <button type="button" aria-pressed={!whole} onClick={() => setWhole(false)}>
              {words.thisFolder}
            </button>
            <button type="button" aria-pressed={whole} onClick={() => setWhole(true)}>
              {volume}
            </button>
          </fieldset>
        ) : null}
      </search>
      <Async query={query} label={words.loading} skeleton={<SkeletonRows columns={5} />}>
        {({ pages }) => {
          const [first] = pages;
          if (!first) return null;
          const entries = pages.flatMap((page) => page.entries);
          return (
            <div className="browse">
              <div>
                {entries.length > 0 ? (
                  <FileTable id={id} where={where} volumes={volumes} entries={entries} found={wanted !== ''} />
                ) : (
                  <p className="note">{wanted ? words.nothing : words.empty}</p>
                )}
                <Shown
                  entries={entries}
                  total={first.total}
                  more={query.hasNextPage ? () => void query.fetchNextPage() : null}
                />
              </div>
              <ChosenOrFolder
                id={id}
                volume={volume}
                where={where}
                volumes={volumes}
                listing={first}
                entries={entries}
              />
            </div>
          );
        }}
      </Async>
    </>
  );
}

function useListing(id: string, volume: string, path: string, search: string) {
  const trpc = useTRPC();
  return useInfiniteQuery(
    trpc.files.list.infiniteQueryOptions(
      { id, volume, path, limit: 200, ...(search ? { search } : {}) },
      { getNextPageParam: (page) => page.next, placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
}

function Shown({ entries, total, more }: { entries: FileEntry[]; total: number | null; more: (() => void) | null }) {
  return (
    <p className="note mt-3">
      {words.shown(entries.length, total)}{' '}
      {more ? (
        <button type="button" className="link" onClick={more}>
          {words.more}
        </button>
      ) : null}{' '}
      {words.escaped} <span className="esc">{words.example}</span> {words.exact}
    </p>
  );
}

type ChosenOrFolderProps = BrowseProps & { listing: FileListing; entries: FileEntry[] };

function ChosenOrFolder({ id, volume, where, volumes, listing, entries }: ChosenOrFolderProps) {
  const trpc = useTRPC();
  const { chosen } = where;
  const listed = entries.find((entry) => entry.path === chosen);
  const alone = useQuery(
    trpc.files.list.queryOptions(
      { id, volume, path: chosen ?? '', limit: 1 },
      { enabled: chosen !== null && !listed, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const entry = chosen === null ? listing.self : (listed ?? alone.data?.self);
  return entry ? <Chosen id={id} volume={volume} entry={entry} volumes={volumes} /> : <div />;
}
