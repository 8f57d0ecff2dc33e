'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '../api/trpc.ts';
import { useNow } from '../api/use-now.ts';
import { ArchiveSpark } from '../archive/archive-spark.tsx';
import { proofStates, verdictStates } from '../archive/states.ts';
import type { ArchiveRow } from '../archive/types.ts';
import { HatchContext, HatchDefs } from '../axis/hatch.tsx';
import { bytes } from '../format/bytes.ts';
import { listMoment, msOf } from '../format/date.ts';
import { age } from '../format/duration.ts';
import { archives } from '../messages/archives.ts';
import { restore } from '../messages/restore.ts';
import { useInstallation } from '../shell/installation.tsx';
import { useRefusal } from '../shell/me.tsx';
import { Async } from '../ui/async.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { Section } from '../ui/section.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { WizardFoot } from '../ui/wizard.tsx';
import { UploadPanel } from '../uploads/upload-panel.tsx';
import { WizardPage } from './wizard-page.tsx';

const words = restore.choose;
const few = 8;

export function ChoosePage({ archive }: { archive: string | null }) {
  const trpc = useTRPC();
  const { project, known } = useInstallation();
  const query = useQuery(trpc.archives.list.queryOptions({ project, limit: few }, { enabled: known }));
  const chosenRow = useQuery(trpc.archives.get.queryOptions({ id: archive ?? '' }, { enabled: archive !== null })).data;
  const [picked, setPicked] = useState<string | null>(archive);
  const admin = useRefusal('admin');
  const newest = query.data?.rows ?? [];
  const rows = chosenRow && !newest.some((row) => row.id === chosenRow.id) ? [...newest, chosenRow] : newest;
  const chosen = picked ?? newest[0]?.id ?? null;
  return (
    <WizardPage step={0} id={chosen} say={words.say(project ?? 'the installation')} second={words.second}>
      <Section label={words.fromHere}>
        <Async query={query} label={archives.loading} skeleton={<SkeletonRows />}>
          {({ total }) =>
            rows.length === 0 ? (
              <p className="note">{words.none}</p>
            ) : (
              <div>
                <Choices rows={rows} chosen={chosen} choose={setPicked} />
                <p className="note mt-3">
                  <Link href="/archives">{words.all(total)}</Link>
                </p>
              </div>
            )
          }
        </Async>
      </Section>
      <Section label={words.fromFile}>{admin ? <p className="note">{admin}</p> : <UploadPanel forRestore />}</Section>
      <WizardFoot note={chosen ? words.next : words.pick} noteId="choose-note">
        {chosen ? (
          <ButtonLink look="primary" large href={`/restore/${chosen}/contents`}>
            {words.button}
          </ButtonLink>
        ) : (
          <Button large why={words.pick} whyId="choose-note">
            {words.button}
          </Button>
        )}
      </WizardFoot>
    </WizardPage>
  );
}

function Choices({
  rows,
  chosen,
  choose,
}: {
  rows: ArchiveRow[];
  chosen: string | null;
  choose: (id: string) => void;
}) {
  const longestMs = Math.max(...rows.map((row) => row.durationMs), 1);
  const now = useNow(60_000);
  return (
    <HatchContext value="hatch-choose">
      <HatchDefs id="hatch-choose" />
      <div role="radiogroup" aria-label={words.fromHere}>
        <ul className="choose">
          {rows.map((row) => (
            <li key={row.id} className={row.id === chosen ? 'on' : undefined}>
              <label>
                <input type="radio" name="archive" checked={row.id === chosen} onChange={() => choose(row.id)} />
                <span className="w">
                  <b>{listMoment(row.createdAt)}</b>
                  <small>{[words.ago(age(now - msOf(row.createdAt))), row.note].filter(Boolean).join(', ')}</small>
                </span>
                <span className="sp">
                  <ArchiveSpark row={row} longestMs={longestMs} />
                </span>
                <span className="v">{row.version}</span>
                <span className="z">{bytes(row.bytes)}</span>
                <span className="m">
                  <Mark state={verdictStates[row.verdict]} />
                </span>
                <span className="m2">
                  <Mark state={proofStates[row.proof]} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </HatchContext>
  );
}
