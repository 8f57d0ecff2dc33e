'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { BackupButton } from '../backup/backup-button.tsx';
import { archives as words } from '../messages/archives.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useRefusal } from '../shell/me.tsx';
import { Async } from '../ui/async.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { PageHead, useTitle } from '../ui/page-head.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { UploadPanel } from '../uploads/upload-panel.tsx';
import { ArchiveFilters } from './archive-filters.tsx';
import { ArchiveTable } from './archive-table.tsx';
import { anyFilter, type Filters, matchesHere, noFilters } from './filters.ts';

const pageSize = 50;

export function ArchivesPage({ chooseFile }: { chooseFile: boolean }) {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const [filters, setFilters] = useState<Filters>(noFilters);
  const search = useDeferredValue(filters.search.trim());
  const [uploading, setUploading] = useState(chooseFile);
  const mayUpload = useRefusal('admin');
  const store = useQuery(trpc.store.get.queryOptions()).data;
  const query = useInfiniteQuery(
    trpc.archives.list.infiniteQueryOptions(
      {
        project,
        limit: pageSize,
        ...(search ? { search } : {}),
        ...(filters.verdict ? { verdict: filters.verdict } : {}),
      },
      { getNextPageParam: (page) => page.next, placeholderData: keepPreviousData, enabled: known },
    ),
  );
  useTitle(words.title, project);
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <>
      <PageHead
        title={words.title}
        meta={store && total > 0 ? words.total(total, store.usedBytes) : null}
        actions={
          <>
            <Button icon={Upload} why={mayUpload} onClick={() => setUploading(true)}>
              {words.upload}
            </Button>
            <BackupButton />
          </>
        }
      />
      {mayUpload ? null : <UploadPanel asked={uploading} onDemand />}
      <ArchiveFilters filters={filters} change={setFilters} />
      <Async query={query} label={words.loading} skeleton={<SkeletonRows columns={6} />}>
        {({ pages }) => {
          const loaded = pages.flatMap((page) => page.rows);
          const rows = loaded.filter((row) => matchesHere(row, filters));
          if (total === 0) return <NoneYet project={project} upload={() => setUploading(true)} />;
          if (rows.length === 0 && !query.hasNextPage)
            return <NothingFound total={total} clear={() => setFilters(noFilters)} />;
          return (
            <>
              <ArchiveTable rows={rows} project={project ?? ''} />
              <p className="note pt-4">
                {words.shown(rows.length, anyFilter(filters) ? (pages[0]?.shown ?? 0) : total)}{' '}
                {query.hasNextPage ? (
                  <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
                    {words.older}
                  </button>
                ) : null}
              </p>
            </>
          );
        }}
      </Async>
    </>
  );
}

function NoneYet({ project, upload }: { project: string | undefined; upload: () => void }) {
  const refusal = useRefusal('admin');
  return (
    <Empty
      title={words.empty.title}
      picture={<EmptyPicture />}
      actions={
        <>
          <BackupButton />
          <Button onClick={upload} why={refusal}>
            {words.upload}
          </Button>
        </>
      }
    >
      <p>{words.empty.text(project ?? 'the installation')}</p>
    </Empty>
  );
}

function EmptyPicture() {
  return (
    <svg className="spark" viewBox="0 0 120 18" aria-hidden="true">
      <line className="ax-base" x1="0" x2="120" y1="13.5" y2="13.5" />
      <rect className="ax-open" x=".5" y="6.5" width="56" height="7" />
      <line className="ax-observed" x1="63" x2="63" y1="0" y2="18" />
      <rect className="ax-open" x="69" y="6.5" width="24" height="7" />
    </svg>
  );
}

function NothingFound({ total, clear }: { total: number; clear: () => void }) {
  return (
    <Empty title={words.nothing.title} actions={<Button onClick={clear}>{words.nothing.clear}</Button>}>
      <p>{words.nothing.text(total)}</p>
    </Empty>
  );
}
