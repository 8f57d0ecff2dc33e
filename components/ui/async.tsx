'use client';

import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { Delayed, SkeletonPage } from './skeleton.tsx';

type AsyncProps<T> = {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  /** "Loading archives" */
  label: string;
  /** Of a part of a page; without it a whole page is awaited. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
};

/** The states of data in order: loading, error, content. What is there already stays while it is asked for anew. */
export function Async<T>({ query, label, skeleton, children }: AsyncProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} whole={!skeleton} />;
  return (
    <>
      {skeleton ? null : <h1 className="sr">{label}</h1>}
      <Delayed label={label}>{skeleton ?? <SkeletonPage />}</Delayed>
    </>
  );
}
