'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useTRPC } from '../api/trpc.ts';
import { shortMoment } from '../format/date.ts';
import { archive as words } from '../messages/archive.ts';
import { Findings } from '../restore/findings.tsx';
import { Async } from '../ui/async.tsx';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { ArchiveHead } from './archive-head.tsx';
import { ByHand } from './by-hand.tsx';
import { Contents } from './contents.tsx';
import { EvidenceSection } from './evidence-section.tsx';
import { Made } from './made.tsx';
import type { ArchiveDetail } from './types.ts';

/** One archive: how it was made, why its verdict holds, what is in it, how to check it by hand. */
export function ArchivePage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.archives.get.queryOptions({ id }));
  useTitle(query.data ? shortMoment(query.data.createdAt) : words.archives, query.data?.project);
  return (
    <>
      <div className="pt-4">
        <Link className="crumb" href="/archives">
          <Icon of={ChevronLeft} small />
          {words.archives}
        </Link>
      </div>
      <Async query={query} label={words.loading}>
        {(archive) => <Content archive={archive} />}
      </Async>
    </>
  );
}

function Content({ archive }: { archive: ArchiveDetail }) {
  return (
    <>
      <ArchiveHead archive={archive} />
      <Warnings archive={archive} />
      <Made evidence={archive.evidence} durationMs={archive.durationMs} freezeMs={archive.freezeMs} />
      <EvidenceSection archive={archive} />
      <Contents archive={archive} />
      <ByHand archive={archive} />
    </>
  );
}

function Warnings({ archive }: { archive: ArchiveDetail }) {
  const found = archive.findings.filter((finding) => finding.level !== 'pass');
  return (
    <div className="warnings">
      {archive.proof === 'failed' ? (
        <Banner tone="danger" inset>
          <p>
            <Rich text={words.damaged} />
          </p>
          <Findings findings={found} />
        </Banner>
      ) : null}
      {archive.signedBy.ours ? null : (
        <Banner tone="warn" inset>
          <p>
            <Rich text={words.foreign} />
          </p>
        </Banner>
      )}
      {archive.secrets.length > 0 ? (
        <Banner tone="info" inset>
          <p>
            <Rich text={words.secrets(archive.secrets)} />
          </p>
        </Banner>
      ) : null}
    </div>
  );
}
