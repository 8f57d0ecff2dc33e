import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { exactMoment } from '../format/date.ts';
import { files as words } from '../messages/files.ts';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';

type InsideHeadProps = {
  id: string;
  /** When the archive was made. */
  at: string;
  title: string;
  meta: ReactNode;
  actions?: ReactNode;
};

/** The head of pages that look into an archive, with the way back to it. */
export function InsideHead({ id, at, title, meta, actions }: InsideHeadProps) {
  return (
    <>
      <div className="pt-4">
        <Link className="crumb" href={`/archives/${id}`}>
          <Icon of={ChevronLeft} small />
          {words.archive(exactMoment(at))}
        </Link>
      </div>
      <PageHead title={title} meta={meta} actions={actions} />
    </>
  );
}

/** What else of an archive can be looked at. */
export function InsideTabs({ id, now }: { id: string; now: 'files' | 'compare' }) {
  const tabs = [
    { id: 'archive', href: `/archives/${id}`, label: words.tabs.archive },
    { id: 'files', href: `/archives/${id}/files`, label: words.tabs.files },
    { id: 'compare', href: `/archives/${id}/compare`, label: words.tabs.compare },
  ];
  return (
    <nav className="tabs" aria-label={words.nav}>
      {tabs.map((tab) => (
        <Link key={tab.id} href={tab.href} aria-current={tab.id === now ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
