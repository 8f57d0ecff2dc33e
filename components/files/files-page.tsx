'use client';

import { useQuery } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTRPC } from '../api/trpc.ts';
import type { ArchiveDetail } from '../archive/types.ts';
import { exactMoment } from '../format/date.ts';
import { files as words } from '../messages/files.ts';
import { screenAddress, volumePart } from '../restore/choices.ts';
import { Async } from '../ui/async.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { Section } from '../ui/section.tsx';
import { Browse } from './browse.tsx';
import { InsideHead, InsideTabs } from './inside-head.tsx';
import { VolumeList } from './volume-list.tsx';
import { whereIn } from './where.ts';

/** What lies in an archive, from its volumes down to a file. */
export function FilesPage({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.archives.get.queryOptions({ id }));
  return (
    <Async query={query} label={words.loading}>
      {(archive) => <Content archive={archive} />}
    </Async>
  );
}

function Content({ archive }: { archive: ArchiveDetail }) {
  const where = whereIn(new URLSearchParams(useSearchParams() ?? undefined));
  const { volumes } = archive.manifest;
  const volume = volumes.find(({ key, name }) => key === where.volume || name === where.volume);
  useTitle(words.title, volume?.key);
  return (
    <>
      <InsideHead
        id={archive.id}
        at={archive.createdAt}
        title={words.contents}
        meta={words.meta}
        actions={
          <ButtonLink icon={RotateCcw} href={`/restore/${archive.id}/contents`}>
            {words.restore}
          </ButtonLink>
        }
      />
      <InsideTabs id={archive.id} now="files" />
      <section className="section full first" aria-label={words.in(volume?.key ?? words.volumes)}>
        {volume ? (
          <Browse
            key={`${volume.key}/${where.path}`}
            id={archive.id}
            volume={volume.key}
            where={where}
            volumes={{ volume, all: volumes }}
          />
        ) : (
          <VolumeList id={archive.id} volumes={volumes} />
        )}
      </section>
      {volume ? <Part id={archive.id} volume={volume.key} at={exactMoment(archive.createdAt)} /> : null}
    </>
  );
}

/** What putting one part back would mean, said where one might think of it. */
function Part({ id, volume, at }: { id: string; volume: string; at: string }) {
  const choices = { leaveStopped: false, trustForeign: false, safetyBackup: true, only: [volumePart(volume)] };
  return (
    <Section label={words.part} tone="warn">
      <div className="stack">
        <p className="say">
          <Rich text={words.partSay(at)} />
        </p>
        <p className="note">{words.partNote}</p>
        <p className="cols">
          <ButtonLink href={screenAddress(id, 'contents', choices)}>{words.restoreVolume(volume)}</ButtonLink>
          <ButtonLink look="quiet" href={`/restore/${id}/contents`}>
            {words.restorePair}
          </ButtonLink>
        </p>
      </div>
    </Section>
  );
}
