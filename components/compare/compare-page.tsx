'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleQuestionMark, RotateCcw, Undo2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTRPC } from '../api/trpc.ts';
import type { ArchiveDetail } from '../archive/types.ts';
import { InsideHead, InsideTabs } from '../files/inside-head.tsx';
import { clock, dayMonth, shortMoment } from '../format/date.ts';
import { compare as words } from '../messages/compare.ts';
import { Async } from '../ui/async.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import type { Tone } from '../ui/icon.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { Row, RowList } from '../ui/row-list.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { claimOf, detailsOf, goingBack } from './comparison-say.ts';
import { type Sides, sidesIn } from './sides.ts';
import { TablesSection } from './tables-section.tsx';
import type { Comparison } from './types.ts';
import { RolesSection, VersionsSection } from './versions-section.tsx';
import { Versus } from './versus.tsx';
import { VolumesSection } from './volumes-section.tsx';

/** An archive held against another one, or against the installation as it is. */
export function ComparePage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.archives.get.queryOptions({ id }));
  useTitle(words.title, query.data ? shortMoment(query.data.createdAt) : null);
  return (
    <Async query={query} label={words.loading}>
      {(archive) => <Content archive={archive} />}
    </Async>
  );
}

function Content({ archive }: { archive: ArchiveDetail }) {
  const trpc = useTRPC();
  const sides = sidesIn(archive.id, new URLSearchParams(useSearchParams() ?? undefined));
  const same = sides.before === sides.after;
  const query = useQuery(
    trpc.compare.get.queryOptions(
      { left: sides.before, right: sides.after },
      { enabled: !same, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    ),
  );
  const live = sides.after === null;
  return (
    <>
      <InsideHead
        id={archive.id}
        at={archive.createdAt}
        title={words.title}
        meta={live ? (query.data ? words.metaLive(clock(query.data.right.at)) : '') : words.metaArchives}
        actions={
          <>
            {live ? (
              <Button onClick={() => void query.refetch()} busy={query.isFetching ? words.looking : null}>
                {words.again}
              </Button>
            ) : null}
            <ButtonLink icon={RotateCcw} href={`/restore/${sides.before}/contents`}>
              {words.restore}
            </ButtonLink>
          </>
        }
      />
      <InsideTabs id={archive.id} now="compare" />
      <div className="pt-5">
        <Versus archive={archive} sides={sides} />
      </div>
      {same ? (
        <p className="say">{words.same}</p>
      ) : (
        <>
          {live && query.isPending ? <p className="note">{words.lookingLive}</p> : null}
          <Async query={query} label={words.looking} skeleton={<SkeletonRows />}>
            {(comparison) => <Result archive={archive} sides={sides} comparison={comparison} />}
          </Async>
        </>
      )}
    </>
  );
}

type ResultProps = { archive: ArchiveDetail; sides: Sides; comparison: Comparison };

function Result({ archive, sides, comparison }: ResultProps) {
  const product = archive.manifest.product?.name ?? archive.project;
  const heads = headsOf(comparison);
  const back = goingBack(comparison, product);
  return (
    <>
      <div className="lead large">
        <p className="say-main">
          <Rich text={claimOf(comparison)} />
        </p>
        <p className="say mt-4">
          <Rich text={detailsOf(comparison, product)} />
        </p>
      </div>
      <Sentences label={words.problems} tone="warn" icon={CircleQuestionMark} texts={comparison.problems} />
      <Sentences label={words.back} small={words.backSmall(heads[0])} tone="warn" icon={Undo2} texts={back} />
      <VersionsSection comparison={comparison} product={product} heads={heads} />
      {comparison.roles ? <RolesSection roles={comparison.roles} /> : null}
      <VolumesSection id={archive.id} sides={sides} comparison={comparison} heads={heads} />
      <TablesSection comparison={comparison} heads={heads} />
    </>
  );
}

/** Short enough for the head of a column; the time of day where both are of one day. */
function headsOf({ left, right }: Comparison): [string, string] {
  const sameDay = dayMonth(left.at) === dayMonth(right.at);
  const name = (at: string) => (sameDay ? clock(at) : dayMonth(at));
  return [name(left.at), name(right.at)];
}

type SentencesProps = {
  label: string;
  small?: ReactNode;
  tone: Exclude<Tone, 'quiet' | 'info'>;
  icon: typeof Undo2;
  texts: string[];
};

function Sentences({ label, small, tone, icon, texts }: SentencesProps) {
  if (texts.length === 0) return null;
  return (
    <Section label={label} small={small} tone={tone}>
      <RowList className="hang">
        {texts.map((text) => (
          <Row key={text} icon={icon}>
            <p>
              <Rich text={text} />
            </p>
          </Row>
        ))}
      </RowList>
    </Section>
  );
}
