'use client';

import type { ReactNode } from 'react';
import { useEffect } from 'react';

type PageHeadProps = { title: ReactNode; meta?: ReactNode; actions?: ReactNode; before?: ReactNode };

export function PageHead({ title, meta, actions, before }: PageHeadProps) {
  return (
    <header className="page-head">
      {before}
      <h1>{title}</h1>
      {meta ? <span className="meta">{meta}</span> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </header>
  );
}

/** Names the browser's tab: "Archives · connectware · Holdfast". Screen readers announce it after a navigation. */
export function useTitle(...parts: (string | null | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Holdfast'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
